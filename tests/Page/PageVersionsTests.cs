using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SamosaChaat.Tests.Page;

/// <summary>The page leads from one version of a message to the others, and shows the path that results.</summary>
public sealed class PageVersionsTests(Browser browser)
{
    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task An_answer_that_was_given_again_has_its_old_versions_beside_it(int width)
    {
        await using var scene = await Scene.SetAsync(browser, width: width);
        var (page, model) = (scene.Page, scene.Model);
        await page.LogInAsync(scene.User);
        await page.AskAsync(model, "One", "First");
        foreach (var (answer, number) in new[] { ("Second", 2), ("Third", 3) })
        {
            await page.AnswerAgain.ClickAsync();
            model.Say([answer]);
            await Expect(page.Version(number, number)).ToBeVisibleAsync();
            await Expect(page.Answer).ToHaveTextAsync(answer);
        }

        await Expect(page.Button("Next version")).ToBeDisabledAsync();
        await page.Button("Previous version").FocusAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        await Expect(page.Answer).ToHaveTextAsync("Second");
        await Expect(page.Announcer).ToHaveTextAsync("Version 2 of 3.");
        // The keyboard stands on the same button, until there is no way on.
        await Expect(page.Button("Previous version")).ToBeFocusedAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        await Expect(page.Answer).ToHaveTextAsync("First");
        await Expect(page.Button("Previous version")).ToBeDisabledAsync();
        await Expect(page.Button("Next version")).ToBeFocusedAsync();

        await page.Page.ReloadAsync();
        await Expect(page.Version(1, 3)).ToBeVisibleAsync();
        await Expect(page.Answer).ToHaveTextAsync("First");
        Assert.Empty(page.Faults);
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task An_answer_in_the_middle_can_be_given_again_and_what_followed_is_kept_with_the_old_one(int width)
    {
        await using var scene = await Scene.SetAsync(browser, width: width);
        var (page, model) = (scene.Page, scene.Model);
        await page.LogInAsync(scene.User);
        await page.AskAsync(model, "One", "First");
        await page.AskAsync(model, "Two", "Second");

        await page.AnswerAgainAsync("One");
        model.Say("Another");
        await Expect(page.Answers.First).ToHaveTextAsync("Another");
        await Expect(page.Turn("Two")).ToBeHiddenAsync();
        model.End();
        await Expect(page.Version(2, 2)).ToBeVisibleAsync();
        await Expect(page.Questions).ToHaveTextAsync(["One"]);

        await page.Button("Previous version").ClickAsync();
        await Expect(page.Questions).ToHaveTextAsync(["One", "Two"]);
        await Expect(page.Answers).ToHaveTextAsync(["First", "Second"]);
        Assert.Equal(
            ["One", "First", "Two", "Second"], (await scene.User.MessagesAsync(page.ConversationId)).Select(message => message.Text("content")));
        Assert.Empty(page.Faults);
    }

    [Fact]
    public async Task A_new_answer_in_the_middle_that_fails_leaves_all_as_it_was()
    {
        await using var scene = await Scene.SetAsync(browser);
        var (page, model) = (scene.Page, scene.Model);
        await page.LogInAsync(scene.User);
        await page.AskAsync(model, "One", "First");
        await page.AskAsync(model, "Two", "Second");
        var works = model.Model.Script;
        model.Model.Script = reply => reply.RefuseAsync(500);

        await page.AnswerAgainAsync("One");
        var turn = page.Turn("One");
        await Expect(turn.Locator(".failure")).ToContainTextAsync("refused the request");
        await Expect(page.Answers).ToHaveTextAsync(["First", "Second"]);
        await Expect(turn.GetByRole(AriaRole.Button, new() { Name = "Answer again" })).ToHaveCountAsync(0);

        model.Model.Script = works;
        model.Say(["Another"]);
        await page.TryAgain.ClickAsync();
        await Expect(page.Version(2, 2)).ToBeVisibleAsync();
        await Expect(page.Answers).ToHaveTextAsync(["Another"]);
        Assert.Empty(page.FaultsBut("the server responded with a status of 502"));
    }

    [Fact]
    public async Task A_reload_while_an_answer_in_the_middle_is_given_again_shows_the_path_that_results()
    {
        await using var scene = await Scene.SetAsync(browser);
        var (page, model) = (scene.Page, scene.Model);
        await page.LogInAsync(scene.User);
        await page.AskAsync(model, "One", "First");
        await page.AskAsync(model, "Two", "Second");
        await page.AnswerAgainAsync("One");
        model.Say("Another");
        await Expect(page.Answers.First).ToHaveTextAsync("Another");

        await page.Page.ReloadAsync();
        await Expect(page.Answers.First).ToHaveTextAsync("Another");
        model.End();

        await Expect(page.Version(2, 2)).ToBeVisibleAsync();
        await Expect(page.Answers).ToHaveTextAsync(["Another"]);
        Assert.Empty(page.Faults);
    }

    [Fact]
    public async Task A_version_that_another_tab_selected_is_shown_and_an_old_tab_does_not_undo_it()
    {
        await using var scene = await Scene.SetAsync(browser);
        var (page, model) = (scene.Page, scene.Model);
        await page.LogInAsync(scene.User);
        await page.AskAsync(model, "One", "First");
        await page.AnswerAgain.ClickAsync();
        model.Say(["Second"]);
        await Expect(page.Version(2, 2)).ToBeVisibleAsync();
        await using var other = await page.NewTabAsync();
        await other.Page.GotoAsync(page.Page.Url);
        await Expect(other.Version(2, 2)).ToBeVisibleAsync();

        await other.Button("Previous version").ClickAsync();
        await Expect(other.Answer).ToHaveTextAsync("First");
        await page.Page.ReloadAsync();
        await Expect(page.Answer).ToHaveTextAsync("First");
        await Expect(page.Version(1, 2)).ToBeVisibleAsync();

        await other.AskAsync(model, "Two", "Third");
        await page.Button("Next version").ClickAsync();
        await Expect(page.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("This conversation has changed elsewhere.");
        await Expect(page.Answers).ToHaveTextAsync(["First", "Third"]);
        Assert.Empty(page.FaultsBut("the server responded with a status of 412"));
        Assert.Empty(other.Faults);
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task Nothing_serious_is_wrong_with_versions_and_an_edited_question(int width)
    {
        await using var scene = await Scene.SetAsync(browser, width: width);
        var (page, model) = (scene.Page, scene.Model);
        await Axe.BringAsync(page);
        await page.LogInAsync(scene.User);
        await page.AskAsync(model, "One", "First");
        await page.AnswerAgain.ClickAsync();
        model.Say(["Second"]);
        await Expect(page.Version(2, 2)).ToBeVisibleAsync();
        await page.AskAsync(model, "Two", "Third");

        await page.EditAsync("Two");
        await Axe.CheckAsync(page, "editing");
        await page.SendEditedAsync("Changed");
        model.Say(["Fourth"]);
        await Expect(page.Page.GetByRole(AriaRole.Group, new() { Name = "Version 2 of 2" })).ToHaveCountAsync(2);
        await page.Turn("Changed").Locator(".question").HoverAsync();
        await Axe.CheckAsync(page, "versions");
        Assert.Empty(page.Faults);
    }
}
