using System.Net;
using Microsoft.Playwright;
using SamosaChaat.Tests.Hosting;
using static Microsoft.Playwright.Assertions;

namespace SamosaChaat.Tests.Web;

/// <summary>The list of conversations, the choice of model, and what the keyboard does.</summary>
public sealed class ListTests(Browser browser)
{
    [Fact]
    public async Task A_long_list_comes_page_by_page_and_a_search_looks_through_all_of_it()
    {
        await using var server = new OwnServer("sqlite");
        using var user = await server.NewUserAsync();
        await user.CreateConversationAsync("Tamarind, the oldest");
        await Task.WhenAll(Enumerable.Range(0, 320).Select(i => user.CreateConversationAsync($"Dough {i}")));
        await using var page = await ChatPage.OpenAsync(browser, server.Address);
        await page.LogInAsync(user);
        await Expect(page.Rows).ToHaveCountAsync(50);

        // In one step: the rows may be drawn anew meanwhile, and one that was taken in hand is gone then.
        await page.Page.Locator("#list").EvaluateAsync("(list) => [...list.querySelectorAll('li')].at(-1).scrollIntoView()");
        await Expect(page.Rows).ToHaveCountAsync(100);

        await page.Page.Keyboard.PressAsync("Control+k");
        await Expect(page.Page.GetByLabel("Search titles")).ToBeFocusedAsync();
        await page.Page.Keyboard.TypeAsync("TAMAR");
        await Expect(page.Rows).ToHaveTextAsync(["Tamarind, the oldest"]);
        await page.Page.Keyboard.TypeAsync("x");
        await Expect(page.Page.GetByText("No title has that in it.")).ToBeVisibleAsync();
        await page.Page.GetByLabel("Search titles").FillAsync("");
        await Expect(page.Rows).ToHaveCountAsync(321);
        Assert.Empty(page.Faults);
    }

    [Fact]
    public async Task A_conversation_keeps_its_model_and_another_can_be_chosen()
    {
        await using var model = new Dictation();
        await using var server = new OwnServer("sqlite", model.Model.Upstream());
        using var user = await server.NewUserAsync();
        var id = (await user.CreateConversationAsync("Models", "dough-7b")).Id();
        await using var page = await ChatPage.OpenAsync(browser, server.Address);
        await page.LogInAsync(user);
        await page.Rows.Locator("a").ClickAsync();
        var choice = page.Page.Locator("#model");
        await Expect(choice).ToHaveValueAsync("dough-7b");

        await choice.SelectOptionAsync("tamarind-small");
        await page.SendAsync("Who are you?");
        model.Say(["Tamarind."]);

        await Expect(page.Page.Locator(".answer .by")).ToHaveTextAsync("tamarind-small");
        Assert.Equal("tamarind-small", (await user.GetAsync($"/conversations/{id}")).Text("model_tag"));
        Assert.Empty(page.Faults);
    }

    [Fact]
    public async Task A_model_can_be_chosen_once_it_is_known_for_which_conversation()
    {
        await using var model = new Dictation();
        await using var server = new OwnServer("sqlite", model.Model.Upstream());
        using var user = await server.NewUserAsync();
        await user.CreateConversationAsync("Models", "dough-7b");
        await using var page = await ChatPage.OpenAsync(browser, server.Address);
        await page.HoldAsync("GET", "/messages?");
        await page.LogInAsync(user);
        var choice = page.Page.Locator("#model");
        await Expect(choice).ToBeEnabledAsync();

        await page.Rows.Locator("a").ClickAsync();
        await Expect(choice).ToBeDisabledAsync();

        await page.LetGoAsync();
        await choice.SelectOptionAsync("tamarind-small");
        await page.SendAsync("Who are you?");
        model.Say(["Tamarind."]);
        await Expect(page.Page.Locator(".answer .by")).ToHaveTextAsync("tamarind-small");
        Assert.Empty(page.Faults);
    }

    [Fact]
    public async Task A_message_does_not_overtake_the_choice_of_its_model()
    {
        await using var model = new Dictation();
        await using var server = new OwnServer("sqlite", model.Model.Upstream());
        using var user = await server.NewUserAsync();
        await user.CreateConversationAsync("Models", "dough-7b");
        await using var page = await ChatPage.OpenAsync(browser, server.Address);
        await page.HoldAsync("PATCH", "/conversations/");
        await page.LogInAsync(user);
        await page.Rows.Locator("a").ClickAsync();
        await Expect(page.Page.Locator("#title")).ToHaveTextAsync("Models");

        await page.Page.Locator("#model").SelectOptionAsync("tamarind-small");
        await page.SendAsync("Who are you?");
        await Expect(page.Questions).ToHaveTextAsync("Who are you?");
        await page.LetGoAsync();
        model.Say(["Tamarind."]);

        await Expect(page.Page.Locator(".answer .by")).ToHaveTextAsync("tamarind-small");
        Assert.Empty(page.Faults);
    }

    [Fact]
    public async Task A_choice_that_the_server_refuses_is_taken_back()
    {
        await using var model = new Dictation();
        await using var server = new OwnServer("sqlite", model.Model.Upstream());
        using var user = await server.NewUserAsync();
        var id = (await user.CreateConversationAsync("Models", "dough-7b")).Id();
        await using var page = await ChatPage.OpenAsync(browser, server.Address);
        await page.LogInAsync(user);
        await page.Rows.Locator("a").ClickAsync();
        await Expect(page.Page.Locator("#title")).ToHaveTextAsync("Models");
        using var gone = await user.Http.DeleteAsync(new Uri($"/conversations/{id}", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);

        await page.Page.Locator("#model").SelectOptionAsync("tamarind-small");

        await Expect(page.Page.Locator("#notice")).ToBeVisibleAsync();
        await Expect(page.Page.Locator("#model")).ToHaveValueAsync("dough-7b");
    }

    [Fact]
    public async Task A_model_that_is_not_served_any_more_is_still_shown_as_the_conversations()
    {
        await using var model = new Dictation();
        await using var server = new OwnServer("sqlite", model.Model.Upstream());
        using var user = await server.NewUserAsync();
        await user.CreateConversationAsync("Models", "stale-1b");
        await using var page = await ChatPage.OpenAsync(browser, server.Address);
        await page.HoldAsync("GET", "/models");
        await page.LogInAsync(user);
        await page.Rows.Locator("a").ClickAsync();
        var choice = page.Page.Locator("#model");
        await Expect(choice).ToHaveValueAsync("stale-1b");

        await page.LetGoAsync();

        await Expect(choice.Locator("option")).ToHaveTextAsync(["stale-1b (away)", "dough-7b", "tamarind-small"]);
        await Expect(choice).ToHaveValueAsync("stale-1b");
        Assert.Empty(page.Faults);
    }

    [Fact]
    public async Task The_keyboard_is_enough()
    {
        await using var model = new Dictation();
        await using var server = new OwnServer("sqlite", model.Model.Upstream());
        using var user = await server.NewUserAsync();
        await using var page = await ChatPage.OpenAsync(browser, server.Address);
        await page.LogInAsync(user);
        await Expect(page.Box).ToBeFocusedAsync();

        var keys = page.Page.Keyboard;
        await keys.TypeAsync("One");
        await keys.PressAsync("Shift+Enter");
        await keys.TypeAsync("two");
        await keys.PressAsync("Enter");
        await Expect(page.Questions).ToHaveTextAsync("One\ntwo", new() { UseInnerText = true });
        model.Say("Three");
        await Expect(page.Answer).ToHaveTextAsync("Three");
        await keys.PressAsync("Escape");
        await Expect(page.Note).ToHaveTextAsync("Stopped.");

        await keys.PressAsync("Control+Shift+O");
        await Expect(page.Page.Locator("#empty")).ToBeVisibleAsync();
        await Expect(page.Box).ToBeFocusedAsync();
        await page.Page.GoBackAsync();
        await Expect(page.Answer).ToHaveTextAsync("Three");

        await page.Page.Locator("#skip").FocusAsync();
        await keys.PressAsync("Enter");
        await Expect(page.Box).ToBeFocusedAsync();
        Assert.Empty(page.Faults);
    }

    [Fact]
    public async Task The_colours_that_were_chosen_are_remembered()
    {
        await using var server = new OwnServer("sqlite");
        using var user = await server.NewUserAsync();
        await using var page = await ChatPage.OpenAsync(browser, server.Address);
        await page.LogInAsync(user);
        var light = await page.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");

        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Colours: system" }).ClickAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Colours: light" }).ClickAsync();
        await page.Page.ReloadAsync();

        await Expect(page.Page.GetByRole(AriaRole.Button, new() { Name = "Colours: dark" })).ToBeVisibleAsync();
        Assert.NotEqual(light, await page.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));
    }
}
