using SamosaChaat.Shared.Demo;
using static Microsoft.Playwright.Assertions;

namespace SamosaChaat.Tests.Page;

/// <summary>A long conversation is drawn from its end, as far up as somebody wants to see.</summary>
public sealed class LongConversationTests(Browser browser)
{
    private const int Turns = 250;

    /// <summary>Where the first turn that is drawn stands when the list is scrolled up to it.</summary>
    private const string ScrollUp = "scroller => { scroller.scrollTop = 0; return scroller.querySelector('.turn').getBoundingClientRect().top; }";

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task Its_newest_rows_come_first_and_the_earlier_ones_above_them_without_a_jump(int width)
    {
        await using var server = new OwnServer("sqlite");
        using var user = await server.NewUserAsync();
        var id = await SeededChat.AddAsync(server, user, [.. Enumerable.Range(1, Turns).Select(i => new SeedLine($"Question {i}.", Cut: 12, FinishReason: "length"))]);
        await using var page = await ChatPage.OpenAsync(browser, server.Address, width);
        await page.LogInAsync(user);
        await page.Page.GotoAsync($"/#chat={id}");

        await Expect(page.Questions.Last).ToHaveTextAsync($"Question {Turns}.");
        await Expect(page.Questions.Last).ToBeInViewportAsync();
        await Expect(page.Questions).ToHaveCountAsync(30);
        // The button is for people who do not scroll. The text that one reads stays where it is.
        await page.Button("Show earlier messages").DispatchEventAsync("click");
        await Expect(page.Questions).ToHaveCountAsync(60);
        await Expect(page.Questions.Last).ToBeInViewportAsync();

        var scroller = page.Page.Locator("#scroller");
        for (var shown = 60; shown < Turns;)
        {
            var top = page.Turn($"Question {Turns - shown + 1}.");
            var before = await scroller.EvaluateAsync<double>(ScrollUp);
            shown = Math.Min(shown + 30, Turns);
            await Expect(page.Questions).ToHaveCountAsync(shown);
            Assert.InRange((await top.BoundingBoxAsync())!.Y, before - 1, before + 1);
        }

        await Expect(page.Questions).ToHaveCountAsync(Turns);
        await Expect(page.Questions.First).ToHaveTextAsync("Question 1.");
        await Expect(page.Button("Show earlier messages")).ToBeHiddenAsync();
        Assert.Empty(page.Faults);
    }

    [Fact]
    public async Task Another_version_far_up_shows_the_path_that_results()
    {
        await using var server = new OwnServer("sqlite");
        using var user = await server.NewUserAsync();
        var id = await SeededChat.AddAsync(server, user, [.. Enumerable.Range(1, 40).Select(i => new SeedLine($"Question {i}."))]);
        await using var page = await ChatPage.OpenAsync(browser, server.Address);
        await page.LogInAsync(user);
        await page.Page.GotoAsync($"/#chat={id}");
        await Expect(page.Questions).ToHaveCountAsync(30);

        await page.EditAsync("Question 11.");
        await page.SendEditedAsync("Repeat after me: Changed");
        await Expect(page.Version(2, 2)).ToBeVisibleAsync();
        await Expect(page.Questions.Last).ToHaveTextAsync("Repeat after me: Changed");
        await page.Button("Previous version").ClickAsync();

        await Expect(page.Questions.Last).ToHaveTextAsync("Question 40.");
        await Expect(page.Version(1, 2)).ToBeInViewportAsync();
        Assert.Empty(page.Faults);
    }
}
