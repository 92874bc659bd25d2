using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SamosaChaat.Tests.Page;

/// <summary>One's own question can be changed and sent again, and nothing is lost by it.</summary>
public sealed class EditTests(Browser browser)
{
    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task What_followed_an_edited_question_leaves_the_screen_and_is_one_step_back(int width)
    {
        await using var scene = await Scene.SetAsync(browser, width: width);
        var (page, model) = (scene.Page, scene.Model);
        await page.LogInAsync(scene.User);
        await page.AskAsync(model, "One", "First");
        await page.AskAsync(model, "Two", "Second");

        await page.EditAsync("One");
        await page.Editor.FillAsync("Changed");
        await page.Button("Send").First.ClickAsync();
        await Expect(page.Questions).ToHaveTextAsync(["Changed"]);
        await Expect(page.Editor).ToHaveCountAsync(0);
        // A path that is being written cannot be left.
        model.Say("Third");
        await Expect(page.Answers).ToHaveTextAsync(["Third"]);
        await Expect(page.Version(2, 2)).ToHaveCountAsync(0);
        model.End();
        await Expect(page.Version(2, 2)).ToBeVisibleAsync();
        Assert.Equal("Changed Third", await PathAsync(scene));

        await page.Button("Previous version").ClickAsync();
        await Expect(page.Questions).ToHaveTextAsync(["One", "Two"]);
        await Expect(page.Answers).ToHaveTextAsync(["First", "Second"]);
        Assert.Equal("One First Two Second", await PathAsync(scene));

        await page.Page.ReloadAsync();
        await Expect(page.Version(1, 2)).ToBeVisibleAsync();
        await Expect(page.Questions).ToHaveTextAsync(["One", "Two"]);
        await page.Button("Next version").ClickAsync();
        await Expect(page.Questions).ToHaveTextAsync(["Changed"]);
        Assert.Empty(page.Faults);
    }

    [Theory]
    [InlineData(1280, "0")]
    [InlineData(390, "1")]
    public async Task The_keyboard_edits_and_Esc_leaves_the_question_as_it_was(int width, string opacity)
    {
        await using var scene = await Scene.SetAsync(browser, width: width);
        var page = scene.Page;
        await page.LogInAsync(scene.User);
        await page.AskAsync(scene.Model, "One", "First");
        var pencil = page.Button("Edit the question");
        await page.Page.Mouse.MoveAsync(1, 1);
        await Expect(pencil).ToHaveCSSAsync("opacity", opacity);

        await page.Button("Copy the question").FocusAsync();
        await page.Page.Keyboard.PressAsync("Tab");
        await Expect(pencil).ToBeFocusedAsync();
        await Expect(pencil).ToHaveCSSAsync("opacity", "1");
        await page.Page.Keyboard.PressAsync("Enter");
        await Expect(page.Editor).ToBeFocusedAsync();
        await page.Page.Keyboard.TypeAsync(", changed");
        await Expect(page.Editor).ToHaveValueAsync("One, changed");
        await page.Page.Keyboard.PressAsync("Escape");
        await Expect(page.Questions).ToHaveTextAsync(["One"]);
        await Expect(pencil).ToBeFocusedAsync();

        await page.Page.Keyboard.PressAsync("Enter");
        await Expect(page.Editor).ToHaveValueAsync("One");
        await page.Button("Cancel").ClickAsync();
        await Expect(page.Questions).ToHaveTextAsync(["One"]);
        Assert.Equal("One First", await PathAsync(scene));
        Assert.Empty(page.Faults);
    }

    [Fact]
    public async Task The_key_that_sends_messages_sends_an_edited_one()
    {
        await using var scene = await Scene.SetAsync(browser);
        var page = scene.Page;
        await page.LogInAsync(scene.User);
        await page.AskAsync(scene.Model, "One", "First");

        await page.EditAsync("One");
        await page.Page.Keyboard.PressAsync("Shift+Enter");
        await page.Page.Keyboard.TypeAsync("two");
        await page.Page.Keyboard.PressAsync("Enter");
        await Expect(page.Questions).ToHaveTextAsync(["One\ntwo"], new() { UseInnerText = true });
        scene.Model.Say(["Second"]);
        await Expect(page.AnswerAgain).ToBeVisibleAsync();

        await page.Page.EvaluateAsync("localStorage['samosachaat.sending'] = 'ctrl'");
        await page.Button("Edit the question").FocusAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        await page.Page.Keyboard.PressAsync("Enter");
        await page.Page.Keyboard.TypeAsync("three");
        await page.Page.Keyboard.PressAsync("Control+Enter");
        await Expect(page.Questions).ToHaveTextAsync(["One\ntwo\nthree"], new() { UseInnerText = true });
        Assert.Empty(page.Faults);
    }

    [Fact]
    public async Task A_box_that_is_open_while_an_answer_is_written_keeps_its_text_and_Esc_does_not_stop_the_answer()
    {
        await using var scene = await Scene.SetAsync(browser);
        var (page, model) = (scene.Page, scene.Model);
        await page.LogInAsync(scene.User);
        await page.AskAsync(model, "One", "First");
        await page.EditAsync("One");
        await page.Editor.FillAsync("Changed");
        await page.SendAsync("Two");
        model.Say("Second");
        await Expect(page.Answer).ToHaveTextAsync("Second");

        await page.Editor.PressAsync("Enter");
        await Expect(page.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Another answer is still running.");
        await Expect(page.Editor).ToHaveValueAsync("Changed");
        await page.Editor.PressAsync("Escape");
        await Expect(page.Questions).ToHaveTextAsync(["One", "Two"]);

        model.Say([" answer"]);
        await Expect(page.AnswerAgain).ToBeVisibleAsync();
        await Expect(page.Answer).ToHaveTextAsync("Second answer");
        await Expect(page.Note).ToBeHiddenAsync();
        Assert.Equal("One First Two Second answer", await PathAsync(scene));
        Assert.Empty(page.Faults);
    }

    [Fact]
    public async Task An_edit_that_the_model_refuses_has_its_old_version_and_is_tried_again()
    {
        await using var scene = await Scene.SetAsync(browser);
        var (page, model) = (scene.Page, scene.Model);
        await page.LogInAsync(scene.User);
        await page.AskAsync(model, "One", "First");
        var works = model.Model.Script;
        model.Model.Script = reply => reply.RefuseAsync(500);

        await page.EditAsync("One");
        await page.SendEditedAsync("Changed");
        await Expect(page.Failure).ToContainTextAsync("refused the request with status 500");
        await Expect(page.Version(2, 2)).ToBeVisibleAsync();
        await page.Button("Previous version").ClickAsync();
        await Expect(page.Answer).ToHaveTextAsync("First");
        await page.Button("Next version").ClickAsync();
        await Expect(page.Failure).ToContainTextAsync("refused the request with status 500");

        model.Model.Script = works;
        model.Say(["Second"]);
        await page.TryAgain.ClickAsync();
        await Expect(page.Answer).ToHaveTextAsync("Second");
        await Expect(page.Version(2, 2)).ToBeVisibleAsync();
        Assert.Equal("Changed Second", await PathAsync(scene));
        Assert.Empty(page.FaultsBut("the server responded with a status of 502"));
    }

    [Fact]
    public async Task An_edit_that_another_device_is_in_the_way_of_waits_in_its_box()
    {
        await using var scene = await Scene.SetAsync(browser);
        var (page, model) = (scene.Page, scene.Model);
        await page.LogInAsync(scene.User);
        await page.AskAsync(model, "One", "First");
        await page.EditAsync("One");
        await page.Editor.FillAsync("Changed");
        await using var elsewhere = scene.User.SendAsync(page.ConversationId, "Two").GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await elsewhere.MoveNextAsync());

        await page.Editor.PressAsync("Enter");
        await Expect(page.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Another answer is still running.");
        await Expect(page.Editor).ToHaveValueAsync("Changed");
        await Expect(page.Questions).ToHaveTextAsync(["Two"]);
        model.Say(["Second"]);
        await Expect(page.Answer).ToHaveTextAsync("Second");
        await Expect(page.AnswerAgain).ToBeVisibleAsync();

        await page.Editor.PressAsync("Enter");
        model.Say(["Third"]);
        await Expect(page.Questions).ToHaveTextAsync(["Changed"]);
        await Expect(page.Answer).ToHaveTextAsync("Third");
        await Expect(page.AnswerAgain).ToBeVisibleAsync();
        Assert.Empty(page.FaultsBut("the server responded with a status of 409"));
    }

    private static async Task<string> PathAsync(Scene scene) =>
        string.Join(' ', (await scene.User.MessagesAsync(scene.Page.ConversationId)).Select(message => message.Text("content")));
}
