using Microsoft.Playwright;
using SamosaChaat.Shared.Domain;
using static Microsoft.Playwright.Assertions;

namespace SamosaChaat.Tests.Page;

/// <summary>The account page, and the page of all accounts for administrators.</summary>
public sealed class AccountTests(Browser browser, SqliteServer server)
{
    private const string NewPassword = "another long and secret one";

    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task Somebody_changes_the_name_and_the_password_and_signs_other_devices_out(int width, ColorScheme colours)
    {
        using var user = await server.NewUserAsync();
        using var elsewhere = server.Anonymous();
        var other = await elsewhere.LoginAsync(user.Email);
        await using var page = await OpenAsync(user, width, colours);

        await page.Page.GetByLabel("Name", new() { Exact = true }).FillAsync("Maya 🥟");
        await Press(page, "Save the name");
        await Expect(page.Page.Locator("#account")).ToHaveTextAsync("Maya 🥟");
        await Expect(Rows(page, "Devices")).ToHaveCountAsync(2);
        await Fill(page, "Current password", "not the password");
        await Fill(page, "New password", NewPassword);
        await Press(page, "Change the password");
        await Expect(page.Page.GetByText("The password is wrong.")).ToBeVisibleAsync();
        await Fill(page, "Current password", TestUser.Password);
        await Press(page, "Change the password");

        await Expect(page.Page.GetByText("Changed. Other devices are signed out.")).ToBeVisibleAsync();
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, await elsewhere.StatusOfAsync(other));
        Assert.Empty(page.FaultsBut("the server responded with a status of 403"));
    }

    [Fact]
    public async Task A_key_is_shown_once_works_and_is_deleted()
    {
        using var user = await server.NewUserAsync();
        await using var page = await OpenAsync(user);

        await Fill(page, "Name of the key", "backup");
        await Press(page, "Create a key");
        var key = await page.Page.Locator(".secret code").TextContentAsync();
        using var http = server.Anonymous();
        using var answer = await http.FetchAsync("/conversations", Bearer.Header(key!));
        Assert.True(answer.IsSuccessStatusCode);

        await page.Page.ReloadAsync();
        await Expect(Rows(page, "API keys")).ToContainTextAsync(["backup"]);
        await Expect(page.Page.GetByText(key!)).ToBeHiddenAsync();
        await Rows(page, "API keys").GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Expect(page.Page.GetByText("No keys yet.")).ToBeVisibleAsync();
        Assert.Empty(page.Faults);
    }

    [Fact]
    public async Task The_end_of_the_account_asks_for_the_password_and_leads_to_the_login()
    {
        using var user = await server.NewUserAsync();
        await using var page = await OpenAsync(user);

        await Fill(page, "Your password", TestUser.Password);
        await Press(page, "Delete my account");
        await page.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();

        await Expect(page.Page.GetByLabel("Email")).ToBeVisibleAsync();
        await Expect(page.Page.Locator("#pages")).ToBeEmptyAsync();
        using var http = server.Anonymous();
        using var login = await http.PostAsync("/auth/login", new { email = user.Email, password = TestUser.Password });
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, login.StatusCode);
    }

    [Fact]
    public async Task Nothing_of_the_page_stays_when_it_is_left()
    {
        using var user = await server.NewUserAsync();
        await using var page = await OpenAsync(user);

        await Press(page, "Back to the chat");

        await Expect(page.Box).ToBeVisibleAsync();
        // It was seen, with its old values, until the page was there once more.
        await Expect(page.Page.Locator("#pages")).ToBeEmptyAsync();
    }

    [Fact]
    public async Task An_export_is_saved_and_brings_back_what_was_deleted()
    {
        using var user = await server.NewUserAsync();
        var conversation = (await user.CreateConversationAsync("Dough for <b>samosas</b>")).Id();
        await user.SendAndWaitAsync(conversation, "How long does it rest?");
        var before = await user.GetAsync($"/conversations/{conversation}/messages");
        await using var page = await OpenAsync(user);
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.jsonl");
        try
        {
            var download = await page.Page.RunAndWaitForDownloadAsync(() => Press(page, "Export"));
            await download.SaveAsAsync(file);
            Assert.Matches("^samosachaat-export-.*jsonl$", download.SuggestedFilename);
            using (await user.Http.RemoveAsync($"/conversations/{conversation}?permanently=true"))
            {
                await page.Page.ReloadAsync();
            }

            await page.Page.GetByLabel("A file to import").SetInputFilesAsync(file);
            await Press(page, "Import");
            await Expect(page.Page.GetByText("1 conversation arrived.")).ToBeVisibleAsync();
            await Expect(page.Page.Locator("#sidebar")).ToContainTextAsync("Dough for <b>samosas</b>");
            await Press(page, "Import");
            await Expect(page.Page.GetByText("0 conversations arrived. 1 was here already.")).ToBeVisibleAsync();
            await page.Page.GetByLabel("A file to import").SetInputFilesAsync(new FilePayload { Name = "a.txt", MimeType = "text/plain", Buffer = "nothing"u8.ToArray() });
            await Press(page, "Import");
            await Expect(page.Page.GetByText("The body is no export that this server knows.")).ToBeVisibleAsync();
        }
        finally
        {
            File.Delete(file);
        }

        Assert.Equal(before.GetRawText(), (await user.GetAsync($"/conversations/{conversation}/messages")).GetRawText());
        Assert.Empty(page.FaultsBut("the server responded with a status of 400"));
    }

    [Theory]
    [InlineData(1280, ColorScheme.Dark)]
    [InlineData(390, ColorScheme.Light)]
    public async Task An_administrator_invites_disables_and_deletes(int width, ColorScheme colours)
    {
        await using var own = new OwnServer("sqlite");
        using var admin = await own.NewAdminAsync();
        using var user = await own.NewUserAsync();
        await using var page = await ChatPage.OpenAsync(browser, own.Address, width, colours);
        using var http = own.Anonymous();
        // The token that the page signs in with says the role.
        await page.LogInAsync(await http.LoginAsync(admin.Email));
        await page.Page.GotoAsync("/#account");
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "All accounts" }).ClickAsync();

        var row = Rows(page, "Accounts").Filter(new() { HasText = user.Email });
        await row.GetByRole(AriaRole.Button, new() { Name = "Disable" }).ClickAsync();
        await Expect(row).ToContainTextAsync("disabled");
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, await http.StatusOfAsync(user.SignedIn));
        await row.GetByRole(AriaRole.Button, new() { Name = "Enable" }).ClickAsync();
        await Expect(row).Not.ToContainTextAsync("disabled");
        await row.GetByLabel("Role of").SelectOptionAsync(UserRoles.Admin);
        await Press(page, "Make a link");
        await Expect(page.Page.Locator(".secret code")).ToContainTextAsync("#invite=");
        await row.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await page.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();

        await Expect(Rows(page, "Accounts")).ToHaveCountAsync(1);
        Assert.Empty(page.Faults);
    }

    [Fact]
    public async Task A_draft_survives_a_reload_and_other_conversations_and_goes_when_it_is_sent()
    {
        await using var scene = await Scene.SetAsync(browser);
        var (page, user) = (scene.Page, scene.User);
        var first = await user.CreateConversationAsync("Dough");
        await page.LogInAsync(user);
        await page.Page.GotoAsync($"/#chat={first.Id()}");
        await page.Box.FillAsync("About dough");
        await page.Page.Locator("#new").ClickAsync();
        await Expect(page.Box).ToHaveValueAsync("");
        await page.Box.FillAsync("Something new");

        await page.Page.ReloadAsync();

        await Expect(page.Box).ToHaveValueAsync("Something new");
        await page.Page.GotoAsync($"/#chat={first.Id()}");
        await Expect(page.Box).ToHaveValueAsync("About dough");
        // The conversation is open.
        await Expect(page.Page.GetByRole(AriaRole.Button, new() { Name = "Send" })).ToBeEnabledAsync();
        await page.Box.PressAsync("Enter");
        scene.Model.Say("Knead");
        await Expect(page.Answer).ToHaveTextAsync("Knead");
        await page.Page.ReloadAsync();
        await Expect(page.Questions).ToHaveTextAsync("About dough");
        await Expect(page.Box).ToHaveValueAsync("");
    }

    [Fact]
    public async Task Who_chose_Ctrl_and_Enter_gets_new_lines_by_Enter()
    {
        await using var scene = await Scene.SetAsync(browser);
        await scene.Page.LogInAsync(scene.User);
        await scene.Page.Page.GotoAsync("/#account");
        await scene.Page.Page.GetByLabel("Ctrl or ⌘ with Enter").CheckAsync();
        await scene.Page.Page.GetByRole(AriaRole.Button, new() { Name = "Back to the chat" }).ClickAsync();

        await scene.Page.Box.PressSequentiallyAsync("one");
        await scene.Page.Box.PressAsync("Enter");
        await scene.Page.Box.PressSequentiallyAsync("two");
        await Expect(scene.Page.Box).ToHaveValueAsync("one\ntwo");
        await scene.Page.Box.PressAsync("Control+Enter");

        await Expect(scene.Page.Questions).ToHaveTextAsync("one\ntwo");
    }

    private async Task<ChatPage> OpenAsync(TestUser user, int width = 1280, ColorScheme colours = ColorScheme.Light)
    {
        var page = await ChatPage.OpenAsync(browser, server.Address, width, colours);
        await page.LogInAsync(user);
        await page.Page.GotoAsync("/#account");
        await Expect(page.Page.GetByRole(AriaRole.Heading, new() { Name = "Your account" })).ToBeVisibleAsync();
        return page;
    }

    private static Task Fill(ChatPage page, string label, string text) => page.Page.GetByLabel(label).FillAsync(text);

    private static Task Press(ChatPage page, string name) => page.Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).ClickAsync();

    private static ILocator Rows(ChatPage page, string list) => page.Page.GetByRole(AriaRole.List, new() { Name = list, Exact = true }).GetByRole(AriaRole.Listitem);
}
