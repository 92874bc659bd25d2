using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Page;
using static Microsoft.Playwright.Assertions;

namespace SamosaChaat.Tests.Page;

/// <summary>Coming in, staying in, and going out.</summary>
public sealed class SessionTests(Browser browser, SqliteServer server)
{
    private const string Expire = "localStorage['samosachaat.session'] = JSON.stringify({ ...JSON.parse(localStorage['samosachaat.session']), expires_at: 0 })";
    private const string Spoil = "localStorage['samosachaat.session'] = JSON.stringify({ ...JSON.parse(localStorage['samosachaat.session']), access_token: 'e30.e30.e30' })";

    [Fact]
    public async Task Somebody_registers_goes_out_and_comes_in_again()
    {
        await using var page = await ChatPage.OpenAsync(browser, server.Address);
        await page.Page.GotoAsync("/");
        var (email, password) = (page.Page.GetByLabel("Email"), page.Page.GetByLabel("Password"));
        await Expect(email).ToBeFocusedAsync();

        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Register" }).ClickAsync();
        await page.Page.GetByLabel("Name").FillAsync("Maya");
        await email.FillAsync($"{Guid.NewGuid():N}@example.com");
        var address = await email.InputValueAsync();
        await password.FillAsync(TestUser.Password);
        await password.PressAsync("Enter");
        await Expect(page.Page.Locator("#account")).ToHaveTextAsync("Maya");
        Assert.Empty(page.Faults);

        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Log out" }).ClickAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Log in" }).First.ClickAsync();
        await email.FillAsync(address);
        await password.FillAsync("not the password");
        await password.PressAsync("Enter");
        await Expect(page.Page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("The email or the password is wrong.");
        await password.FillAsync(TestUser.Password);
        await password.PressAsync("Enter");
        await Expect(page.Page.Locator("#account")).ToHaveTextAsync("Maya");
        Assert.Empty(page.FaultsBut("the server responded with a status of 401"));
    }

    [Fact]
    public async Task No_script_can_read_the_refresh_token()
    {
        using var user = await server.NewUserAsync();
        await using var page = await ChatPage.OpenAsync(browser, server.Address);
        // The storage of a page from before there was the cookie.
        await page.LogInAsync(user);
        await page.Page.EvaluateAsync(Expire);
        await page.Page.ReloadAsync();
        await Expect(page.Rows).ToHaveCountAsync(0);
        await Expect(page.Page.Locator("#none")).ToBeVisibleAsync();

        Assert.Equal("", await page.Page.EvaluateAsync<string>("document.cookie"));
        Assert.DoesNotContain("refresh_token", await page.Page.EvaluateAsync<string>("localStorage['samosachaat.session']"), StringComparison.Ordinal);

        // The session goes on with the cookie alone.
        await page.Page.EvaluateAsync(Expire);
        await page.Page.ReloadAsync();
        await Expect(page.Page.Locator("#none")).ToBeVisibleAsync();
        Assert.Empty(page.Faults);
    }

    [Fact]
    public async Task A_link_that_invites_opens_the_form_for_a_new_account()
    {
        await using var fresh = new OwnServer("sqlite", ("Auth:Registration", "first"));
        var invite = fresh.Services.GetRequiredService<FirstInvite>().Token!.Value.Text;
        await using var page = await ChatPage.OpenAsync(browser, fresh.Address);
        await page.Page.GotoAsync($"/#invite={invite}");
        await Expect(page.Page.GetByRole(AriaRole.Heading, new() { Name = "Create an account" })).ToBeVisibleAsync();
        Assert.DoesNotContain("invite", page.Page.Url, StringComparison.Ordinal);

        await page.Page.GetByLabel("Name").FillAsync("Maya");
        await page.Page.GetByLabel("Email").FillAsync("maya@example.com");
        await page.Page.GetByLabel("Password").FillAsync(TestUser.Password);
        await page.Page.GetByLabel("Password").PressAsync("Enter");

        await Expect(page.Page.Locator("#account")).ToHaveTextAsync("Maya");
        Assert.Empty(page.Faults);
    }

    [Fact]
    public async Task In_a_demo_a_link_is_good_once_and_does_no_harm_after_that()
    {
        await using var demo = new OwnServer("sqlite", services => services.Configure<WebOptions>(web => web.SignsInByLink = true));
        using var user = await demo.NewUserAsync();
        await using var page = await ChatPage.OpenAsync(browser, demo.Address);
        await page.Page.GotoAsync($"/#login={user.RefreshToken}");
        await Expect(page.Box).ToBeVisibleAsync();
        Assert.DoesNotContain("login", page.Page.Url, StringComparison.Ordinal);

        await using (var tab = await page.NewTabAsync())
        {
            // Presenting a used refresh token would end the session.
            await tab.Page.GotoAsync($"/#login={user.RefreshToken}");
            await Expect(tab.Box).ToBeVisibleAsync();
            await tab.Page.EvaluateAsync(Expire);
            await tab.Page.ReloadAsync();
            await Expect(tab.Box).ToBeVisibleAsync();
        }
    }

    [Fact]
    public async Task Elsewhere_a_link_signs_nobody_in_and_leaves_the_address()
    {
        using var user = await server.NewUserAsync();
        await using var page = await ChatPage.OpenAsync(browser, server.Address);

        await page.Page.GotoAsync($"/#login={user.RefreshToken}");

        await Expect(page.Page.GetByLabel("Email")).ToBeFocusedAsync();
        Assert.DoesNotContain("login", page.Page.Url, StringComparison.Ordinal);
        // It was not used either.
        using var refreshed = await user.Http.PostAsync("/auth/token/refresh", new { refresh_token = user.RefreshToken });
        Assert.True(refreshed.IsSuccessStatusCode);
    }

    [Theory]
    [InlineData("samosachaat.session", "{\"user\":")]
    [InlineData("samosachaat.session", "null")]
    [InlineData("samosachaat.session", "\"text\"")]
    [InlineData("samosachaat.session", "[]")]
    [InlineData("samosachaat.session", "{}")]
    [InlineData("samosachaat.session", "{\"user\":{\"id\":1},\"access_token\":\"a\"}")]
    [InlineData("samosachaat.running", "{")]
    public async Task A_damaged_entry_of_the_storage_leads_to_the_login(string entry, string damage)
    {
        using var user = await server.NewUserAsync();
        await using var page = await ChatPage.OpenAsync(browser, server.Address);
        await page.Page.GotoAsync("/");
        await page.Page.EvaluateAsync("([entry, damage]) => { localStorage[entry] = damage; }", new[] { entry, damage });

        await page.Page.ReloadAsync();

        await Expect(page.Page.GetByLabel("Email")).ToBeFocusedAsync();
        await page.Page.GetByLabel("Email").FillAsync(user.Email);
        await page.Page.GetByLabel("Password").FillAsync(TestUser.Password);
        await page.Page.GetByLabel("Password").PressAsync("Enter");
        await Expect(page.Box).ToBeVisibleAsync();
        await page.SendAsync("Ad\u200bmin \ud83d\udc69\u200d\ud83d\udcbb");
        await Expect(page.AnswerAgain).ToBeVisibleAsync();
        await Expect(page.Rows).ToContainTextAsync(["Admin \ud83d\udc69\u200d\ud83d\udcbb"]);
        Assert.Empty(page.Faults);
    }

    [Fact]
    public async Task Tabs_that_wake_up_together_present_no_refresh_token_twice()
    {
        using var user = await server.NewUserAsync();
        await user.CreateConversationAsync("Seen by all");
        await using var page = await ChatPage.OpenAsync(browser, server.Address);
        await page.LogInAsync(user);
        ChatPage[] tabs = [page, await page.NewTabAsync(), await page.NewTabAsync()];
        await Task.WhenAll(tabs[1..].Select(tab => tab.Page.GotoAsync("/")));
        // A tab that is closed in the middle of an exchange loses its outcome; here they are all at rest.
        foreach (var tab in tabs) await Expect(tab.Rows).ToHaveTextAsync(["Seen by all"]);

        await page.Page.EvaluateAsync(Expire);
        await Task.WhenAll(tabs.Select(tab => tab.Page.ReloadAsync()));

        foreach (var tab in tabs)
        {
            await Expect(tab.Rows).ToHaveTextAsync(["Seen by all"]);
            Assert.Empty(tab.Faults);
        }
    }

    [Fact]
    public async Task An_access_token_that_is_refused_is_exchanged_and_a_session_that_has_ended_leads_to_the_login()
    {
        using var user = await server.NewUserAsync();
        await user.CreateConversationAsync("Still there");
        await using var page = await ChatPage.OpenAsync(browser, server.Address);
        await page.LogInAsync(user);

        await page.Page.EvaluateAsync(Spoil);
        await page.Page.ReloadAsync();
        await Expect(page.Rows).ToHaveTextAsync(["Still there"]);

        (await user.Http.PostAsync(new Uri("/auth/logout", UriKind.Relative), content: null, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        await page.Page.ReloadAsync();
        await Expect(page.Page.Locator("#login")).ToBeVisibleAsync();
        await Expect(page.Page.Locator("#shell")).ToBeHiddenAsync();
        Assert.Empty(page.FaultsBut("the server responded with a status of 401"));
    }
}
