using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SamosaChaat.Tests.Page;

/// <summary>Draws the pictures of the documentation and the icons of the page again, from the page as it is.</summary>
public sealed class PicturesTests(Browser browser)
{
    private const string Variable = "SAMOSACHAAT_PICTURES";

    private static readonly string Icons = Path.Combine(SourceTree.Root, "src/Shared/Page/wwwroot/icons");

    [Theory]
    [InlineData("icon-180", 180, 0.78, "#fffaf1")]
    [InlineData("icon-192", 192, 0.94, "transparent")]
    [InlineData("icon-512", 512, 0.94, "transparent")]
    [InlineData("maskable-512", 512, 0.62, "#fbe3b0")]
    public async Task An_icon(string name, int size, double share, string paper)
    {
        SkipUnlessWanted();
        await using var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = size, Height = size } });
        var page = await context.NewPageAsync();
        await page.SetContentAsync(
            $$"""<style>body{margin:0;height:100vh;display:grid;place-items:center;background:{{paper}}} svg{width:{{share * 100}}%}</style>{{await File.ReadAllTextAsync(Path.Combine(Icons, "samosa.svg"), TestContext.Current.CancellationToken)}}""");

        await page.ScreenshotAsync(new() { Path = Path.Combine(Icons, $"{name}.png"), OmitBackground = true });
    }

    [Theory]
    [InlineData("wide-light", 1280, ColorScheme.Light)]
    [InlineData("wide-dark", 1280, ColorScheme.Dark)]
    [InlineData("narrow-light", 390, ColorScheme.Light)]
    [InlineData("narrow-dark", 390, ColorScheme.Dark)]
    public async Task A_conversation(string name, int width, ColorScheme colours)
    {
        await using var scene = await OpenAsync(width, colours);
        var (page, model) = (scene.Page, scene.Model);
        await page.SendAsync("How do I fold a samosa, and how many do I need?");
        foreach (var word in RichAnswer.Words) model.Say(word);
        model.End();
        await Expect(page.AnswerAgain).ToBeVisibleAsync();
        await page.Page.EvaluateAsync("document.getElementById('scroller').scrollTop = 0");

        await ShootAsync(page, name);
    }

    [Theory]
    [InlineData("formulas-light", ColorScheme.Light)]
    [InlineData("formulas-dark", ColorScheme.Dark)]
    public async Task Code_and_formulas(string name, ColorScheme colours)
    {
        PageLibraries.Require();
        await using var scene = await OpenAsync(1280, colours);
        await scene.Page.SendAsync("How many samosas, and how much oil?");
        scene.Model.Say(RichAnswer.Words);
        await Expect(scene.Page.AnswerAgain).ToBeVisibleAsync();
        await Expect(scene.Page.Answer.Locator("math mfrac")).ToBeVisibleAsync();

        await ShootAsync(scene.Page, name);
    }

    [Fact]
    public async Task A_new_conversation()
    {
        await using var scene = await OpenAsync(1280, ColorScheme.Light);
        await Expect(scene.Page.Rows).ToHaveCountAsync(4);

        await ShootAsync(scene.Page, "empty");
    }

    [Fact]
    public async Task An_answer_that_is_being_written()
    {
        await using var scene = await OpenAsync(390, ColorScheme.Light);
        await scene.Page.SendAsync("How do I fold a samosa?");
        foreach (var word in RichAnswer.Words.TakeWhile(word => !word.EndsWith("Fold", StringComparison.Ordinal))) scene.Model.Say(word);
        await Expect(scene.Page.Answer).ToContainTextAsync("Wet the straight edge");

        await ShootAsync(scene.Page, "streaming");
    }

    [Fact]
    public async Task An_answer_that_failed()
    {
        await using var scene = await OpenAsync(1280, ColorScheme.Light);
        const string Words = "First, rest the dough for thirty minutes. Then roll it";
        var seen = new TaskCompletionSource();
        scene.Model.Model.Script = async reply =>
        {
            await reply.TokenAsync(Words);
            await seen.Task;
            reply.Die();
        };
        await scene.Page.SendAsync("How do I fold a samosa?");
        await Expect(scene.Page.Answer).ToHaveTextAsync(Words);
        seen.SetResult();
        await Expect(scene.Page.Failure).ToBeVisibleAsync();

        await ShootAsync(scene.Page, "error");
    }

    [Theory]
    [InlineData("edit-wide", 1280, ColorScheme.Light)]
    [InlineData("edit-narrow", 390, ColorScheme.Dark)]
    public async Task A_question_that_is_edited(string name, int width, ColorScheme colours)
    {
        await using var scene = await WithVersionsAsync(width, colours);
        await scene.Page.EditAsync("And how hot is the oil?");
        await scene.Page.Editor.FillAsync("And how hot is the oil, for twelve of them?");

        await ShootAsync(scene.Page, name);
    }

    [Theory]
    [InlineData("versions-wide", 1280, ColorScheme.Dark)]
    [InlineData("versions-narrow", 390, ColorScheme.Light)]
    public async Task Versions_of_an_answer(string name, int width, ColorScheme colours)
    {
        await using var scene = await WithVersionsAsync(width, colours);
        await scene.Page.Turn("How many samosas").Locator(".answer").HoverAsync();

        await ShootAsync(scene.Page, name);
    }

    [Theory]
    [InlineData("offline-wide", 1280, ColorScheme.Light)]
    [InlineData("offline-narrow", 390, ColorScheme.Dark)]
    public async Task Messages_that_wait_for_the_server(string name, int width, ColorScheme colours)
    {
        await using var scene = await OpenAsync(width, colours);
        var page = scene.Page;
        await page.AskAsync(scene.Model, "How many samosas do I need?", "Three for each guest, and four more for those who come back.");
        await page.Page.Context.SetOfflineAsync(true);
        await page.SendAsync("And how hot is the oil?");
        await page.SendAsync("Can I freeze them before I fry them?");
        await Expect(page.Unsent).ToHaveCountAsync(2);

        await ShootAsync(page, name);
    }

    [Fact]
    public async Task Reasoning_that_is_unfolded()
    {
        await using var scene = await OpenAsync(1280, ColorScheme.Light);
        scene.Model.Model.Script = async reply =>
        {
            await reply.ThinkAsync("Twelve guests, and three samosas for each of them: that is thirty-six. Some come back, so four more. Forty.");
            await reply.TokenAsync("Make **forty**: three for each guest, and four more for those who come back.");
            await reply.EndAsync();
        };
        await scene.Page.SendAsync("How many samosas do I need for twelve guests?");
        await Expect(scene.Page.AnswerAgain).ToBeVisibleAsync();
        await scene.Page.Page.Locator(".reasoning summary").ClickAsync();

        await ShootAsync(scene.Page, "reasoning");
    }

    [Theory]
    [InlineData("account-wide", 1280, ColorScheme.Light)]
    [InlineData("account-narrow", 390, ColorScheme.Dark)]
    public async Task The_account_page(string name, int width, ColorScheme colours)
    {
        await using var scene = await OpenAsync(width, colours);
        await scene.Page.Page.GotoAsync("/#account");
        await Expect(scene.Page.Page.GetByText("this device")).ToBeVisibleAsync();

        await ShootAsync(scene.Page, name);
    }

    [Theory]
    [InlineData("german", "de-DE", 1280, ColorScheme.Light)]
    [InlineData("hindi", "hi-IN", 390, ColorScheme.Dark)]
    public async Task The_account_page_in_another_language(string name, string locale, int width, ColorScheme colours)
    {
        await using var scene = await OpenAsync(width, colours, locale);
        await scene.Page.Page.GotoAsync("/#account");
        await Expect(scene.Page.Page.Locator(".rows .about").First).ToBeVisibleAsync();

        await ShootAsync(scene.Page, name);
    }

    [Theory]
    [InlineData("right-to-left-light", 1280, ColorScheme.Light)]
    [InlineData("right-to-left-dark", 390, ColorScheme.Dark)]
    public async Task Text_from_right_to_left(string name, int width, ColorScheme colours)
    {
        PageLibraries.Require();
        await using var scene = await OpenAsync(width, colours);
        await scene.Page.SendAsync(Languages.RightToLeftTests.Question);
        scene.Model.Say([Languages.RightToLeftTests.Answer]);
        await Expect(scene.Page.AnswerAgain).ToBeVisibleAsync();
        await Expect(scene.Page.Answer.Locator("math")).ToBeVisibleAsync();
        await scene.Page.Page.EvaluateAsync("document.getElementById('scroller').scrollTop = 0");

        await ShootAsync(scene.Page, name);
    }

    private async Task<Scene> WithVersionsAsync(int width, ColorScheme colours)
    {
        var scene = await OpenAsync(width, colours);
        var (page, model) = (scene.Page, scene.Model);
        await page.AskAsync(model, "How many samosas do I need?", "Three for each guest.");
        await page.AnswerAgain.ClickAsync();
        model.Say(["**Three**", " for", " each", " guest,", " and", " four", " more", " for", " those", " who", " come", " back."]);
        await Expect(page.Version(2, 2)).ToBeVisibleAsync();
        await page.AskAsync(model, "And how hot is the oil?", "160 °C. A crumb of dough rises at once, and does not brown.");
        return scene;
    }

    private async Task<Scene> OpenAsync(int width, ColorScheme colours, string? locale = null)
    {
        SkipUnlessWanted();
        var scene = await Scene.SetAsync(browser, "Maya", width, colours, locale);
        foreach (var title in new[] { "Chutney for twelve guests", "Why the seam opens", "A menu for Sunday", "Tea and its spices" }) await scene.User.CreateConversationAsync(title, "dough-7b");
        await scene.Page.LogInAsync(scene.User);
        return scene;
    }

    private static Task<byte[]> ShootAsync(ChatPage page, string name) =>
        page.Page.ScreenshotAsync(new() { Path = Path.Combine(SourceTree.Root, "docs/screenshots", $"{name}.png"), Caret = ScreenshotCaret.Hide });

    private static void SkipUnlessWanted() =>
        Assert.SkipUnless(Environment.GetEnvironmentVariable(Variable) == "1", $"Pictures are drawn where {Variable} is 1.");
}
