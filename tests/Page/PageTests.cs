using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SamosaChaat.Tests.Page;

/// <summary>What one does with the page, in a real browser against a real server, wide and narrow.</summary>
public sealed class PageTests(Browser browser)
{
    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task Somebody_comes_by_the_link_and_does_all_that_there_is_to_do(int width)
    {
        await using var model = new Dictation();
        await using var server = new OwnServer("sqlite", model.Model.Upstream());
        using var user = await server.NewUserAsync();
        await using var page = await ChatPage.OpenAsync(browser, server.Address, width);

        await page.LogInAsync(user);
        Assert.Empty(new Uri(page.Page.Url).Fragment);

        // Tokens appear one by one: each is seen before the next one is written.
        await page.SendAsync("How do I fold a samosa?");
        await Expect(page.Questions).ToHaveTextAsync("How do I fold a samosa?");
        foreach (var (token, text) in new[] { ("Wet", "Wet"), (" the", "Wet the"), (" **straight**", "Wet the straight") })
        {
            model.Say(token);
            await Expect(page.Answer).ToHaveTextAsync(text);
        }

        await Expect(page.Page.Locator(".answer")).ToHaveAttributeAsync("aria-busy", "true");

        // A reload in the middle of the answer goes on with it.
        await page.Page.ReloadAsync();
        await Expect(page.Answer).ToHaveTextAsync("Wet the straight");
        model.Say(" edge.");
        await Expect(page.Answer).ToHaveTextAsync("Wet the straight edge.");
        model.End();
        await Expect(page.AnswerAgain).ToBeVisibleAsync();
        await Expect(page.Page.Locator("#announcer")).ToHaveTextAsync("Wet the **straight** edge.");

        await page.SendAsync("And then?");
        model.Say("Then it is far too long a story");
        await Expect(page.Answer).ToHaveTextAsync("Then it is far too long a story");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Stop" }).ClickAsync();
        await Expect(page.Note).ToHaveTextAsync("Stopped.");
        await Expect(page.Answer).ToHaveTextAsync("Then it is far too long a story");

        await page.AnswerAgain.Last.ClickAsync();
        model.Say("Then fry it");
        await Expect(page.Answer).ToHaveTextAsync("Then fry it");
        model.Say(["."]);
        await Expect(page.AnswerAgain).ToBeVisibleAsync();
        await Expect(page.Answer).ToHaveTextAsync("Then fry it.");

        var id = page.ConversationId;
        Assert.Equal(
            ["How do I fold a samosa?", "Wet the **straight** edge.", "And then?", "Then fry it."],
            (await user.MessagesAsync(id)).Select(message => message.Text("content")));

        await page.PressInRowAsync("How do I fold a samosa?", "Rename");
        var title = page.Page.GetByRole(AriaRole.Textbox, new() { Name = "Title", Exact = true });
        await title.FillAsync("Folding");
        await title.PressAsync("Enter");
        await Expect(page.Rows).ToHaveTextAsync(["Folding"]);
        await Expect(page.Page.Locator("#title")).ToHaveTextAsync("Folding");
        Assert.Equal("Folding", (await user.GetAsync($"/conversations/{id}")).Text("title"));

        await page.PressInRowAsync("Folding", "Delete");
        await Expect(page.Rows).ToHaveCountAsync(0);
        await Expect(page.Page.Locator("#empty")).ToBeVisibleAsync();
        Assert.Empty((await user.GetAsync("/conversations")).EnumerateArray());

        Assert.Empty(page.Faults);
    }

    [Fact]
    public async Task Stop_before_the_answer_has_begun_ends_it_once_it_has()
    {
        await using var model = new Dictation();
        await using var server = new OwnServer("sqlite", model.Model.Upstream());
        using var user = await server.NewUserAsync();
        await using var page = await ChatPage.OpenAsync(browser, server.Address);
        await page.HoldAsync("POST", "/messages");
        await page.LogInAsync(user);

        await page.SendAsync("How do I fold a samosa?");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Stop" }).ClickAsync();
        await page.LetGoAsync();

        await Expect(page.Failure).ToContainTextAsync("Stopped before anything was written.");
        Assert.Equal(["How do I fold a samosa?"], (await user.MessagesAsync(page.ConversationId)).Select(message => message.Text("content")));
        Assert.Empty(page.Faults);
    }
}
