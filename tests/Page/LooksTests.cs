using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SamosaChaat.Tests.Page;

/// <summary>How parts of the page look, where they have once looked wrong.</summary>
public sealed class LooksTests(Browser browser)
{
    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task A_heading_stands_close_above_its_text(int width)
    {
        await using var scene = await Scene.SetAsync(browser, width: width);
        await scene.Page.LogInAsync(scene.User);
        await scene.Page.SendAsync("Headings");
        scene.Model.Say(["# One\n\ntext\n\n## Two\n\ntext\n\n### Three\n\ntext\n\n#### Four\n\ntext"]);
        await Expect(scene.Page.AnswerAgain).ToBeVisibleAsync();

        var gaps = await scene.Page.Answer.Locator("[class^=level-]").EvaluateAllAsync<double[]>(
            "headings => headings.map((heading) => heading.nextElementSibling.getBoundingClientRect().top - heading.getBoundingClientRect().bottom)");

        Assert.Equal(4, gaps.Length);
        Assert.Each(gaps, gap => Assert.InRange(gap, 4, 12));
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task The_ring_around_the_message_box_lies_over_what_fades_below_it(int width)
    {
        await using var scene = await Scene.SetAsync(browser, width: width);
        await scene.Page.LogInAsync(scene.User);
        await scene.Page.Box.FocusAsync();
        // The picture is of the ring's upper edge alone, with and without the fade.
        var box = (await scene.Page.Page.Locator("#composer").BoundingBoxAsync())!;
        var clip = new Clip { X = box.X + 40, Y = box.Y - 3, Width = 40, Height = 3 };
        var options = new PageScreenshotOptions { Clip = clip, Caret = ScreenshotCaret.Hide };

        var shown = await scene.Page.Page.ScreenshotAsync(options);
        // By the style sheet's own object: the policy allows no other style.
        await scene.Page.Page.EvaluateAsync("document.styleSheets[0].insertRule('.foot::before { display: none }', document.styleSheets[0].cssRules.length)");
        var whole = await scene.Page.Page.ScreenshotAsync(options);

        Assert.Equal(whole, shown);
    }

    [Fact]
    public async Task The_list_fades_at_its_end_and_its_last_row_can_be_seen_whole()
    {
        await using var scene = await Scene.SetAsync(browser);
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => scene.User.CreateConversationAsync($"Dough {i}")));
        await scene.Page.LogInAsync(scene.User);
        await Expect(scene.Page.Rows).ToHaveCountAsync(40);
        var list = scene.Page.Page.Locator(".conversations");

        Assert.Contains("gradient", await list.EvaluateAsync<string>("list => getComputedStyle(list).maskImage"), StringComparison.Ordinal);
        await list.EvaluateAsync("list => { list.scrollTop = list.scrollHeight }");
        var below = await list.EvaluateAsync<double>("list => list.getBoundingClientRect().bottom - [...list.querySelectorAll('li, .more:not([hidden])')].at(-1).getBoundingClientRect().bottom");
        Assert.InRange(below, 16, 60);
    }

    /// <summary>On a telephone the key makes a new line, and says so.</summary>
    [Theory]
    [InlineData(true, "enter")]
    [InlineData(false, "send")]
    public async Task The_key_of_a_keyboard_on_the_screen_says_what_it_does(bool isTelephone, string hint)
    {
        await using var scene = await Scene.SetAsync(browser);
        const string Telephone = "const real = matchMedia.bind(window); window.matchMedia = (query) => (query.includes('pointer: coarse') ? { matches: true } : real(query));";
        if (isTelephone) await scene.Page.Page.AddInitScriptAsync(Telephone);
        await scene.Page.LogInAsync(scene.User);

        await Expect(scene.Page.Box).ToHaveAttributeAsync("enterkeyhint", hint);
        await scene.Page.Box.FillAsync("one");
        await scene.Page.Box.PressAsync("Enter");
        if (isTelephone) await Expect(scene.Page.Box).ToHaveValueAsync("one\n");
        else await Expect(scene.Page.Questions).ToHaveTextAsync("one");
    }
}
