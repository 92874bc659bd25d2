using System.Net;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SamosaChaat.Tests.Page;

/// <summary>First steps on the page, and wrong ones.</summary>
public sealed class WaysInTests(Browser browser, SqliteServer server)
{
    [Fact]
    public async Task A_browser_at_a_wrong_address_gets_a_page_and_a_client_a_problem()
    {
        await using var page = await ChatPage.OpenAsync(browser, server.Address);

        var response = await page.Page.GotoAsync("/no/such/page");

        Assert.Equal((int)HttpStatusCode.NotFound, response!.Status);
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Go to your conversations" }).ClickAsync();
        await Expect(page.Page.GetByLabel("Email")).ToBeVisibleAsync();
        Assert.Empty(page.FaultsBut("the server responded with a status of 404"));
        using var http = server.Anonymous();
        using var api = await http.FetchAsync("/api/no/such/page", ("Accept", "text/html"));
        using var plain = await http.FetchAsync("/no/such/page");
        Assert.Equal("application/problem+json", api.Content.Headers.ContentType?.MediaType);
        Assert.Equal("application/problem+json", plain.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Without_an_invite_the_page_of_a_closed_server_says_where_accounts_come_from()
    {
        await using var closed = new OwnServer("sqlite", ("Auth:Registration", "first"));
        await using var page = await ChatPage.OpenAsync(browser, closed.Address);

        await page.Page.GotoAsync("/");

        await Expect(page.Page.GetByText("New accounts come by invite.")).ToBeVisibleAsync();
        await Expect(page.Page.GetByRole(AriaRole.Button, new() { Name = "Register" })).ToBeHiddenAsync();
    }

    [Fact]
    public async Task The_first_message_waits_until_the_models_are_known()
    {
        await using var scene = await Scene.SetAsync(browser);
        await scene.Page.HoldAsync("GET", "/models");
        await scene.Page.LogInAsync(scene.User);

        await scene.Page.SendAsync("Who are you?");
        await Expect(scene.Page.Page.Locator("#model")).ToBeDisabledAsync();
        await scene.Page.LetGoAsync();

        await Expect(scene.Page.Questions).ToHaveTextAsync("Who are you?");
        Assert.Empty(scene.Page.Faults);
    }

    [Fact]
    public async Task A_question_mark_shows_the_keys_but_not_while_somebody_types()
    {
        using var user = await server.NewUserAsync();
        await using var page = await ChatPage.OpenAsync(browser, server.Address);
        await page.LogInAsync(user);
        await page.Box.PressSequentiallyAsync("Why?");
        await Expect(page.Box).ToHaveValueAsync("Why?");
        await Expect(page.Page.Locator("#keys")).ToBeHiddenAsync();

        await page.Page.Locator("#scroller").FocusAsync();
        await page.Page.Keyboard.PressAsync("?");

        await Expect(page.Page.GetByRole(AriaRole.Heading, new() { Name = "Keys" })).ToBeVisibleAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Close", Exact = true }).ClickAsync();
        await Expect(page.Page.Locator("#keys")).ToBeHiddenAsync();
    }
}
