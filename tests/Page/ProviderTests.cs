using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SamosaChaat.Tests.Page;

/// <summary>Signing in on the page by an identity provider.</summary>
public sealed partial class ProviderTests(Browser browser) : IAsyncLifetime
{
    private readonly TestIssuer issuer = new();
    private OwnServer server = null!;

    public ValueTask InitializeAsync()
    {
        server = new OwnServer("sqlite", issuer.Settings(more: [("ClientId", "page"), ("Name", "work"), ("Title", "<b>Company</b> account")]));
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await issuer.DisposeAsync();
    }

    [Fact]
    public async Task A_button_leads_to_the_provider_and_back_to_the_page()
    {
        issuer.SignsInAs("asha", "page", claims => claims["name"] = "Asha of work");
        await using var page = await ChatPage.OpenAsync(browser, server.Address);
        await page.Page.GotoAsync("/");

        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Continue with <b>Company</b> account" }).ClickAsync();

        await Expect(page.Page.Locator("#account")).ToHaveTextAsync("Asha of work");
        await Expect(page.Page).ToHaveURLAsync(Root());
        await page.Page.ReloadAsync();
        await Expect(page.Page.Locator("#account")).ToHaveTextAsync("Asha of work");
        Assert.Empty(page.Faults);
    }

    [Fact]
    public async Task A_sign_in_that_fails_says_so_and_a_link_to_its_end_signs_nobody_in()
    {
        await using var page = await ChatPage.OpenAsync(browser, server.Address);
        await page.Page.GotoAsync("/#sign-in=refused");
        await Expect(page.Page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("The sign-in was cancelled.");

        await using var other = await ChatPage.OpenAsync(browser, server.Address);
        await other.Page.GotoAsync("/#sign-in=done");

        await Expect(other.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("has not signed in");
        await Expect(other.Page).ToHaveURLAsync(Root());
        Assert.Empty(other.FaultsBut("the server responded with a status of 401"));
    }

    [GeneratedRegex(@"^http://127\.0\.0\.1:\d+/$")]
    private static partial Regex Root();
}
