using System.Text.RegularExpressions;
using static Microsoft.Playwright.Assertions;

namespace SamosaChaat.Tests.Page;

/// <summary>What stands below a message.</summary>
public sealed partial class MessageActionsTests(Browser browser)
{
    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task Questions_and_answers_are_copied_as_they_were_written(int width)
    {
        await using var scene = await Scene.SetAsync(browser, width: width);
        var page = scene.Page;
        await page.AllowClipboardAsync();
        await page.LogInAsync(scene.User);
        await page.AskAsync(scene.Model, "*How* many?", "Three");

        await page.Page.Locator(".question").HoverAsync();
        await page.Button("Copy the question").ClickAsync();
        await Expect(page.Announcer).ToHaveTextAsync("Copied.");
        Assert.Equal("*How* many?", await page.Page.EvaluateAsync<string>("navigator.clipboard.readText()"));
        await page.Button("Copy the answer").ClickAsync();
        await Expect(page.Button("Copy the answer").Locator("[href='#i-check']")).ToHaveCountAsync(1);
        Assert.Equal("Three", await page.Page.EvaluateAsync<string>("navigator.clipboard.readText()"));
        Assert.Empty(page.Faults);
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task The_time_of_a_message_and_the_tokens_of_an_answer_appear_where_one_points_or_has_the_focus(int width)
    {
        await using var scene = await Scene.SetAsync(browser, width: width);
        var page = scene.Page;
        await page.LogInAsync(scene.User);
        await page.AskAsync(scene.Model, "How many?", "Three");
        var (question, answer) = (page.Page.Locator(".question .facts"), page.Page.Locator(".answer .facts"));
        await page.Page.Mouse.MoveAsync(1, 1);

        foreach (var facts in new[] { question, answer }) await Expect(facts).ToHaveCSSAsync("opacity", "0");
        await page.Page.Locator(".question .bubble").HoverAsync();
        await Expect(question).ToHaveCSSAsync("opacity", "1");
        await Expect(question).ToHaveTextAsync(Time());
        await page.Button("Copy the answer").FocusAsync();
        await Expect(answer).ToHaveCSSAsync("opacity", "1");
        await Expect(answer).ToHaveTextAsync(TimeAndTokens());
        await Expect(question.Locator("time")).ToHaveAttributeAsync("datetime", (await scene.User.MessagesAsync(page.ConversationId))[0].Text("created_at"));

        await page.Page.ReloadAsync();
        await Expect(answer.Locator("span")).ToHaveAttributeAsync("title", Usage());
        Assert.Empty(page.Faults);
    }

    [GeneratedRegex("^[0-9]+:[0-9]+.[AP]M$")]
    private static partial Regex Time();

    [GeneratedRegex("^[0-9]+:[0-9]+.[AP]M1 token$")]
    private static partial Regex TimeAndTokens();

    [GeneratedRegex("^Prompt: [0-9]+ tokens?\\. Answer: 1 token$")]
    private static partial Regex Usage();
}
