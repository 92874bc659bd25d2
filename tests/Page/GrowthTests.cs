using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SamosaChaat.Tests.Page;

/// <summary>An answer while it grows: what is shown stays where it is, and each line is drawn about once.</summary>
public sealed class GrowthTests(Browser browser, SqliteServer server)
{
    /// <summary>Shows a text piece by piece, frame by frame, and reports on each frame.</summary>
    private const string Grow =
        """
        async ([text, size, report]) => {
          const { GrowingText } = await import('/js/markdown/growing.js');
          const element = document.createElement('div');
          element.className = 'markdown';
          document.body.replaceChildren(element);
          const growing = new GrowingText(element);
          let made = 0;
          const count = (changes) => { for (const change of changes) made += change.addedNodes.length; };
          new MutationObserver(count).observe(element, { childList: true, subtree: true });
          const seen = [];
          const top = (child) => `${child.localName} ${Math.round(child.getBoundingClientRect().top)}`;
          const look = () => {
            if (report === 'text') seen.push(element.innerText);
            if (report === 'tops') seen.push([...element.children].map(top).join(', '));
          };
          for (let at = 0; at < text.length; at += size) {
            growing.append(text.slice(at, at + size));
            await new Promise(requestAnimationFrame);
            await new Promise(requestAnimationFrame);
            look();
          }
          growing.set(text);
          // A busy browser had not drawn the last pieces yet. The whole text may take more room than its parts did.
          if (report === 'text') look();
          return report === 'made' ? [String(made)] : seen;
        }
        """;

    [Theory]
    [InlineData("Before.\n\n```js\nconst a = 1;\n```\n\nafter")]
    [InlineData("Before.\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n\nafter")]
    [InlineData("Before.\n\n$$\nx^2 + y^2\n$$\n\nafter")]
    [InlineData("Before.\n\n\\[\nx^2\n\\]\n\nafter")]
    [InlineData("Before.\n\n- one\n- two\n  - three\n\n1. a\n2. b\n\nafter")]
    [InlineData("Before.\n\n> quote\n\n## Heading\n\n---\n\nafter")]
    public async Task A_block_that_was_begun_stays_what_it_is_where_it_is(string text)
    {
        await using var page = await ChatPage.OpenAsync(browser, server.Address);
        await OpenAsync(page);

        var frames = await page.Page.EvaluateAsync<string[]>(Grow, new object[] { text, 1, "tops" });

        Assert.Contains("p ", frames[^1], StringComparison.Ordinal);
        for (var i = 1; i < frames.Length; i++) Assert.StartsWith(frames[i - 1], frames[i], StringComparison.Ordinal);
        Assert.Empty(page.Faults);
    }

    [Theory]
    [InlineData("a **bold** and `code` end", @"\*")]
    [InlineData("a **bold** and `code` end", "`")]
    [InlineData("a [link](https://x.example/long) end", @"\(")]
    [InlineData("a [link](https://x.example/long) end", "http")]
    [InlineData("a $x^2 + 1$ end", @"^[^$]*\$[^$]*$")]
    [InlineData(@"a \(x^2\) end", @"\\\((?!.*\\\))")]
    [InlineData("a\n\n[x]: https://x.example\n\nend", "example")]
    public async Task Marks_whose_end_is_still_to_come_are_not_shown(string text, string mark)
    {
        await using var page = await ChatPage.OpenAsync(browser, server.Address);
        await PageLibraries.LeaveOutAsync(page);
        await OpenAsync(page);

        var frames = await page.Page.EvaluateAsync<string[]>(Grow, new object[] { text, 1, "text" });

        Assert.Contains("end", frames[^1], StringComparison.Ordinal);
        Assert.Each(frames, frame => Assert.DoesNotMatch(mark, frame));
    }

    /// <summary>A long list, code or table is one block. A program that draws it anew in each frame makes thousands of times as many nodes.</summary>
    [Theory]
    [InlineData("- item **n**\n")]
    [InlineData("| a | b |\n")]
    [InlineData("1. item\n\n   ```js\n   code\n   ```\n")]
    [InlineData("> quote\n>\n")]
    public async Task Each_line_is_drawn_a_few_times_and_not_in_each_frame(string line)
    {
        await using var page = await ChatPage.OpenAsync(browser, server.Address);
        await OpenAsync(page);
        var text = (line[0] == '|' ? "| a | b |\n| --- | --- |\n" : "") + string.Concat(Enumerable.Repeat(line, 150));

        var made = await page.Page.EvaluateAsync<string[]>(Grow, new object[] { text, Math.Max(text.Length / 150, 1), "made" });

        Assert.InRange(int.Parse(made[0], System.Globalization.CultureInfo.InvariantCulture), 150, 150 * 20);
    }

    /// <summary>Opens the page and waits until it is at rest. Scripts that still start would miss the elements that a test removes.</summary>
    private static async Task OpenAsync(ChatPage page)
    {
        await page.Page.GotoAsync("/");
        await Expect(page.Page.GetByLabel("Email")).ToBeFocusedAsync();
        await page.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
    }
}
