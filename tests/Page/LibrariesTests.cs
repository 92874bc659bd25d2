using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SamosaChaat.Tests.Page;

/// <summary>Coloured code and formulas: with the libraries, and in a program that was built without them.</summary>
public sealed class LibrariesTests(Browser browser)
{
    private const string Answer =
        """
        Inline $x^2$ and \(\frac{a}{b}\), but $5 and $10, and \$.

        \[
        \int_0^1 x\,dx = \color{red}{\tfrac12}
        \]

        ```js
        const a = "b"; // <b>
        ```

        ```unknown
        plain
        ```

        Wrong: $\notacommand{x}$
        """;

    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Dark)]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task They_are_loaded_when_an_answer_needs_them(int width, ColorScheme colours)
    {
        PageLibraries.Require();
        await using var scene = await Scene.SetAsync(browser, width: width, colours: colours);
        var page = scene.Page;
        await page.LogInAsync(scene.User);

        await page.SendAsync("Something simple");
        scene.Model.Say(["No code, and $5."]);
        await Expect(page.AnswerAgain).ToBeVisibleAsync();
        Assert.DoesNotContain(await LoadedAsync(page), path => path.StartsWith("/libraries/", StringComparison.Ordinal) && path != "/libraries/index.js");

        await page.SendAsync("Something rich");
        scene.Model.Say(Answer.Chunk(5).Select(piece => new string(piece)));
        await Expect(page.Answer.Locator("math")).ToHaveCountAsync(3);
        await Expect(page.Answer.Locator("math mfrac").First).ToBeVisibleAsync();
        await Expect(page.Answer.Locator(".syntax-keyword")).ToHaveTextAsync("const");
        await Expect(page.Answer.Locator("pre").First).ToHaveTextAsync("const a = \"b\"; // <b>");
        await Expect(page.Answer.Locator("p").First).ToContainTextAsync("but $5 and $10, and $.");
        await Expect(page.Answer).ToContainTextAsync(@"Wrong: $\notacommand{x}$");
        Assert.Equal("rgb(255, 0, 0)", await page.Answer.Locator("math [style*=color]").First.EvaluateAsync<string>("element => getComputedStyle(element).color"));
        Assert.Empty(page.Faults);
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task Without_them_code_is_plain_and_formulas_stay_what_was_written(int width)
    {
        await using var scene = await Scene.SetAsync(browser, width: width);
        var page = scene.Page;
        await PageLibraries.LeaveOutAsync(page);
        await page.LogInAsync(scene.User);

        await page.SendAsync("Something rich");
        scene.Model.Say([Answer]);
        await Expect(page.AnswerAgain).ToBeVisibleAsync();

        await Expect(page.Answer).ToContainTextAsync(@"Inline $x^2$ and \(\frac{a}{b}\), but $5 and $10, and $.");
        await Expect(page.Answer.Locator(".formula.block")).ToHaveTextAsync("\\[\n\\int_0^1 x\\,dx = \\color{red}{\\tfrac12}\n\\]", new() { UseInnerText = true });
        await Expect(page.Answer.Locator("pre").First).ToHaveTextAsync("const a = \"b\"; // <b>");
        Assert.Equal(0, await page.Answer.Locator("math, [class^=syntax-]").CountAsync());
        Assert.DoesNotContain(await LoadedAsync(page), path => path.StartsWith("/libraries/", StringComparison.Ordinal) && path != "/libraries/index.js");
        Assert.Empty(page.Faults);
    }

    private static Task<string[]> LoadedAsync(ChatPage page) =>
        page.Page.EvaluateAsync<string[]>("performance.getEntriesByType('resource').map((entry) => new URL(entry.name).pathname)");
}
