using SamosaChaat.Tests.Hosting;

namespace SamosaChaat.Tests.Web;

/// <summary>Draws the pictures of the documentation and the icons of the page again, from the page as it is.</summary>
public sealed class PicturesTests(Browser browser)
{
    private const string Variable = "SAMOSACHAAT_PICTURES";

    private static readonly string Icons = Path.Combine(SourceTree.Root, "src/Shared/Web/Page/icons");

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

    private static void SkipUnlessWanted() =>
        Assert.SkipUnless(Environment.GetEnvironmentVariable(Variable) == "1", $"Pictures are drawn where {Variable} is 1.");
}
