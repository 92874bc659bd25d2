using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SamosaChaat.Tests.Page;

/// <summary>The title of a conversation that the page has created: the first sentence, and then what the model makes of the first exchange.</summary>
public sealed class TitlesTests(Browser browser)
{
    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task A_new_conversation_gets_a_better_title_after_its_first_answer(int width)
    {
        await using var model = new TitledModel();
        await using var server = new OwnServer("sqlite", [.. model.Server.Upstream(), ("Titles:Model", TitledModel.Name), ("Titles:Timeout", "00:05:00")]);
        using var user = await server.NewUserAsync();
        await using var page = await ChatPage.OpenAsync(browser, server.Address, width);
        await page.LogInAsync(user);

        await page.SendAsync("How do I fold a samosa? Mine open.");
        await Expect(page.Page.Locator("#title")).ToHaveTextAsync("Folding samosas");
        await Expect(page.Rows).ToHaveTextAsync(["Folding samosas"]);
        Assert.Equal("Folding samosas", (await user.GetAsync($"/conversations/{page.ConversationId}")).Text("title"));

        // A second answer asks for no other one.
        await page.SendAsync("And then?");
        await Expect(page.Page.Locator(".answer .markdown")).ToHaveTextAsync(["Wet the edge.", "Wet the edge."]);
        await Expect(page.AnswerAgain).ToBeVisibleAsync();
        await page.Page.ReloadAsync();
        await Expect(page.Rows).ToHaveTextAsync(["Folding samosas"]);
        Assert.Equal(1, model.Titles);
        Assert.Empty(page.Faults);
    }

    [Fact]
    public async Task A_title_that_somebody_has_chosen_meanwhile_stays()
    {
        await using var model = new TitledModel();
        await using var server = new OwnServer("sqlite", [.. model.Server.Upstream(), ("Titles:Model", TitledModel.Name), ("Titles:Timeout", "00:05:00")]);
        using var user = await server.NewUserAsync();
        await using var page = await ChatPage.OpenAsync(browser, server.Address);
        await page.LogInAsync(user);
        model.Hold();

        await page.SendAsync("How do I fold a samosa? Mine open.");
        await Expect(page.Rows).ToHaveTextAsync(["How do I fold a samosa?"]);
        await page.PressInRowAsync("How do I fold a samosa?", "Rename");
        var title = page.Page.GetByRole(AriaRole.Textbox, new() { Name = "Title", Exact = true });
        await title.FillAsync("Mine");
        await title.PressAsync("Enter");
        await Expect(page.Rows).ToHaveTextAsync(["Mine"]);
        var asked = page.Page.WaitForResponseAsync(response => response.Request.Method == "PATCH");
        model.LetGo();
        await asked;

        await Expect(page.Page.Locator("#title")).ToHaveTextAsync("Mine");
        Assert.Equal(0, model.Titles);
        Assert.Empty(page.Faults);
    }

    [Fact]
    public async Task Without_a_model_for_titles_the_first_sentence_is_the_title()
    {
        await using var scene = await Scene.SetAsync(browser);
        await scene.Page.LogInAsync(scene.User);

        await scene.Page.SendAsync("How do I fold a samosa? Mine open.");
        scene.Model.Say(["Wet the edge."]);
        await Expect(scene.Page.AnswerAgain).ToBeVisibleAsync();

        await Expect(scene.Page.Rows).ToHaveTextAsync(["How do I fold a samosa?"]);
        Assert.Empty(scene.Page.Faults);
    }

    [Fact]
    public async Task The_first_sentence_ends_where_the_script_says()
    {
        (string Message, string Title)[] cases =
        [
            ("How do I fold a samosa? Mine open.", "How do I fold a samosa?"),
            ("Fold it this way! Then fry it.", "Fold it this way!"),
            ("Write to Dr. Rao about the dough. Be polite.", "Write to Dr. Rao about the dough."),
            ("Name some snacks, e.g. Samosas. Be brief.", "Name some snacks, e.g. Samosas."),
            ("What is 3.5 kg of flour in pounds? And of peas?", "What is 3.5 kg of flour in pounds?"),
            ("Hi! How do I fold a samosa? Mine open.", "Hi! How do I fold a samosa?"),
            ("Fix this program:\n\n    print(1", "Fix this program:"),
            ("समोसा कैसे मोड़ते हैं? मेरे खुल जाते हैं।", "समोसा कैसे मोड़ते हैं?"),
            ("मुझे समोसे के बारे में बताओ। जल्दी करो।", "मुझे समोसे के बारे में बताओ।"),
            ("我应该怎么包饺子才不会破呢？馅要放多少？", "我应该怎么包饺子才不会破呢？"),
            ("餃子の包み方をわかりやすく教えて。お願いします！", "餃子の包み方をわかりやすく教えて。"),
            ("كيف أطوي السمبوسة بشكل صحيح؟ إنها تنفتح.", "كيف أطوي السمبوسة بشكل صحيح؟"),
            ("no sentence at all", "no sentence at all"),
            ("  \n Wie falte ich Samosas, z.B. Große? Danke.", "Wie falte ich Samosas, z.B. Große?"),
        ];
        await using var scene = await Scene.SetAsync(browser);
        await scene.Page.Page.GotoAsync("/");

        foreach (var (message, title) in cases)
        {
            Assert.Equal(title, await scene.Page.Page.EvaluateAsync<string>("async (message) => (await import('/js/titles.js')).titleFrom(message)", message));
        }
    }
}
