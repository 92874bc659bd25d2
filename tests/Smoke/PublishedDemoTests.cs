using Microsoft.Playwright;
using SamosaChaat.Tests.Page;
using static Microsoft.Playwright.Assertions;

namespace SamosaChaat.Tests.Smoke;

/// <summary>
/// What somebody meets who found the project a minute ago: the published program alone, its demo, and a browser. Where the machine lets us have
/// a root of our own, the program runs in one that has nothing else.
/// </summary>
public sealed class PublishedDemoTests(Browser browser)
{
    private const string Words = "one two three four five six seven eight nine ten eleven twelve";

    /// <summary>Slow enough to be met in the middle of an answer by a busy machine: 12 words, 3 a second.</summary>
    private static readonly string[] Demo = ["demo", "--speed", "3", "--urls", "http://127.0.0.1:0"];

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task Somebody_opens_its_link_and_does_all_that_there_is_to_do(int width)
    {
        await using var demo = PublishedProgram.LaunchAlone(Demo);
        await demo.ListensAsync();
        var link = await demo.SaysAsync(line => line.Contains("#login=", StringComparison.Ordinal));
        await using var page = await ChatPage.OpenAsync(browser, demo.Http.BaseAddress!, width);
        await Axe.BringAsync(page);

        await page.Page.GotoAsync(link[link.IndexOf("http://", StringComparison.Ordinal)..]);
        await Expect(page.Box).ToBeVisibleAsync();
        await Expect(page.Rows).Not.ToHaveCountAsync(0);
        await Axe.CheckAsync(page, "logged in");

        await page.SendAsync($"Repeat after me: {Words}");
        await SeeItGrowAsync(page, "one two three four");
        await page.Page.ReloadAsync();
        await SeeItGrowAsync(page, "one two three four");
        await Axe.CheckAsync(page, "streaming");
        await Expect(page.AnswerAgain).ToBeVisibleAsync();
        await Expect(page.Answer).ToHaveTextAsync(Words);

        await page.SendAsync($"Repeat after me: {Words}!");
        await Expect(page.Answer).Not.ToHaveTextAsync(Words);
        await SeeItGrowAsync(page, "one two");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Stop" }).ClickAsync();
        await Expect(page.Note).ToHaveTextAsync("Stopped.");
        await Expect(page.Answer).Not.ToContainTextAsync("twelve!");
        await page.AnswerAgain.Last.ClickAsync();
        await Expect(page.Answer).ToHaveTextAsync($"{Words}!");
        await Expect(page.AnswerAgain.Last).ToBeVisibleAsync();
        await Axe.CheckAsync(page, "answered");

        var first = $"Repeat after me: {Words}";
        await page.OpenListAsync();
        await page.Rows.First.HoverAsync();
        await page.Rows.First.GetByRole(AriaRole.Button, new() { Name = "Actions for" }).ClickAsync();
        await page.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Rename" }).ClickAsync();
        var title = page.Page.GetByRole(AriaRole.Textbox, new() { Name = "Title", Exact = true });
        Assert.StartsWith((await title.InputValueAsync()).TrimEnd('…'), first, StringComparison.Ordinal);
        await title.FillAsync("Counting");
        await title.PressAsync("Enter");
        await Expect(page.Rows.First).ToHaveTextAsync("Counting");
        var before = await page.Rows.CountAsync();
        await page.PressInRowAsync("Counting", "Delete");
        await Expect(page.Rows).ToHaveCountAsync(before - 1);
        await Expect(page.Rows.First).Not.ToHaveTextAsync("Counting");

        Assert.Empty(page.Faults);
    }

    /// <summary>Looks on until the answer has come so far; returns what it was by then. Tokens appear one by one: each text begins as the one before.</summary>
    private static async Task<string> SeeItGrowAsync(ChatPage page, string until)
    {
        var seen = "";
        while (!seen.StartsWith(until, StringComparison.Ordinal))
        {
            // The next text that is another one than the last.
            await Expect(page.Answer).Not.ToHaveTextAsync(seen);
            var next = await page.Answer.InnerTextAsync();
            Assert.StartsWith(seen, next, StringComparison.Ordinal);
            seen = next;
        }

        return seen;
    }
}
