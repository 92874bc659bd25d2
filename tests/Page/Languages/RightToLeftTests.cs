using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SamosaChaat.Tests.Page.Languages;

/// <summary>Text in Hebrew and Arabic begins at the right, and so do markers, lines and columns. Code, formulas and English do not.</summary>
public sealed class RightToLeftTests(Browser browser)
{
    private const string Title = "سمبوسة";
    internal const string Question = "איך מקפלים סמוסה?\nAnd why?";

    internal const string Answer = """
        ## כותרת

        فقرة فيها شيفرة `x = a[0];` ومعادلة $a^2$ هنا.

        - العنصر الأول
        - Second item.
          1. Nested one
          2. Nested two
        - [x] مهمة

        > اقتباس عربي
        >
        > And in English.

        | العمود | القيمة |
        | --- | ---: |
        | أرز | كثير |
        | Rice | 12 kg |

        ```js
        const a = [1, 2];
        ```

        An English paragraph.

        - One
        - عنصر
        """;

    private static readonly string Look = SourceTree.Read("tests/Page/Languages/RightToLeft.js");

    [Fact]
    public async Task Text_that_runs_from_right_to_left_is_laid_out_so_and_other_text_is_not()
    {
        await using var scene = await Scene.SetAsync(browser, settings: ("Retention:Trash", "00:00:00"));
        var (page, browserPage) = (scene.Page, scene.Page.Page);
        var conversation = (await scene.User.CreateConversationAsync(Title, "dough-7b")).Id();
        await page.LogInAsync(scene.User);
        await browserPage.GotoAsync($"/#chat={conversation}");
        await Expect(browserPage.Locator("#title")).ToHaveTextAsync(Title);

        await page.Box.FillAsync(Question);
        Assert.Equal(["rtl", "plaintext"], await StyleAsync(page.Box));
        await page.Box.PressAsync("Enter");
        // Word by word: the direction must follow what is there.
        scene.Model.Say(System.Text.RegularExpressions.Regex.Matches(Answer, @"\s*\S+").Select(word => word.Value));
        await Expect(page.AnswerAgain).ToBeVisibleAsync();

        foreach (var width in new[] { 390, 1280 })
        {
            await browserPage.SetViewportSizeAsync(width, 800);
            Assert.Empty((await browserPage.EvaluateAsync<string[]>(Look)).Select(fault => $"{width}: {fault}"));
            Assert.Equal("rtl", (await StyleAsync(browserPage.Locator("#title")))[0]);
        }

        var row = page.Rows.First;
        await row.HoverAsync();
        Assert.Equal("rtl", (await StyleAsync(row.GetByRole(AriaRole.Link)))[0]);
        var link = await row.GetByRole(AriaRole.Link).BoundingBoxAsync();
        var button = await row.GetByRole(AriaRole.Button).BoundingBoxAsync();
        Assert.True(link!.X + link.Width <= button!.X + 1, "The button lies over the title.");
        // A question in English about a title in Arabic begins at the left.
        await row.GetByRole(AriaRole.Button).ClickAsync();
        await browserPage.GetByRole(AriaRole.Menuitem, new() { Name = "Delete" }).ClickAsync();
        var text = browserPage.GetByRole(AriaRole.Dialog).Locator("p");
        await Expect(text).ToContainTextAsync(Title);
        Assert.Equal("ltr", (await StyleAsync(text))[0]);
        Assert.StartsWith("“\u2068" + Title, await text.TextContentAsync(), StringComparison.Ordinal);
        Assert.Empty(page.Faults);
    }

    private static Task<string[]> StyleAsync(ILocator element) =>
        element.EvaluateAsync<string[]>("element => [getComputedStyle(element).direction, getComputedStyle(element).unicodeBidi]");
}
