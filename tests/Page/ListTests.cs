using Microsoft.Playwright;
using SamosaChaat.Shared.Demo;
using static Microsoft.Playwright.Assertions;

namespace SamosaChaat.Tests.Page;

/// <summary>The list of conversations, and what the keyboard does.</summary>
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
        await Expect(page.Page.GetByLabel("Search", new() { Exact = true })).ToBeFocusedAsync();
        await page.Page.Keyboard.TypeAsync("TAMAR");
        await Expect(page.Rows).ToHaveTextAsync(["Tamarind, the oldest"]);
        await page.Page.Keyboard.TypeAsync("x");
        await Expect(page.Page.GetByText("No matching titles.")).ToBeVisibleAsync();
        await page.Page.GetByLabel("Search", new() { Exact = true }).FillAsync("");
        await Expect(page.Rows).ToHaveCountAsync(321);
        Assert.Empty(page.Faults);
    }

    [Fact]
    public async Task A_search_also_finds_messages_and_opens_one_with_its_words_marked()
    {
        await using var server = new OwnServer("sqlite");
        using var user = await server.NewUserAsync();
        string[] questions = ["Is there TAMARIND in it?", .. Enumerable.Range(2, 38).Select(i => $"Question {i}."), "And tamarind in that?"];
        await SeededChat.AddAsync(server, user, [.. questions.Select(question => new SeedLine(question))]);
        await using var page = await ChatPage.OpenAsync(browser, server.Address);
        await page.LogInAsync(user);

        await page.Page.Keyboard.PressAsync("Control+k");
        await page.Page.Keyboard.TypeAsync("\"tamarind");
        await Expect(page.Page.GetByText("No matching titles.")).ToBeVisibleAsync();
        var hit = page.Page.Locator("#found a").Last;
        await Expect(hit.Locator("mark")).ToHaveTextAsync("TAMARIND");
        await page.Page.GetByLabel("Search", new() { Exact = true }).FillAsync("tamar");
        await Expect(hit.Locator("mark")).ToHaveTextAsync("TAMARIND");
        await hit.ClickAsync();

        await Expect(page.Turn(questions[0])).ToBeInViewportAsync();
        await page.Page.WaitForFunctionAsync("() => CSS.highlights.get('found')?.size > 0");
        // Nothing can be scrolled any further for the last one. What is above the messages stays where it is.
        await page.Page.Locator("#found a").First.ClickAsync();
        await Expect(page.Turn(questions[^1])).ToBeInViewportAsync();
        await Expect(page.Page.Locator("#title")).ToBeInViewportAsync(new() { Ratio = 1 });
        await page.Page.GetByLabel("Search", new() { Exact = true }).FillAsync("");
        await Expect(page.Page.Locator("#found a")).ToHaveCountAsync(0);
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
