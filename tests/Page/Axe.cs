using System.Text.Json;
using Microsoft.Playwright;

namespace SamosaChaat.Tests.Page;

/// <summary>axe-core, where it is installed: it looks at a page as somebody does who cannot see it, or hardly.</summary>
internal static class Axe
{
    private const string Variable = "SAMOSACHAAT_AXE";

    /// <summary>True where a test can look with it.</summary>
    public static bool IsInstalled => File.Exists(Environment.GetEnvironmentVariable(Variable));

    /// <summary>Brings it into every document that the page loads from now on. The test skips, and says why, where there is none.</summary>
    public static Task BringAsync(ChatPage page)
    {
        var file = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipUnless(IsInstalled, $"{Variable} names no axe.min.js of axe-core.");
        return page.Page.AddInitScriptAsync(scriptPath: file);
    }

    /// <summary>Light and dark: nothing serious may be wrong.</summary>
    /// <param name="page">With it, see <see cref="BringAsync"/>.</param>
    /// <param name="state">What the page shows, for who reads of a fault.</param>
    public static async Task CheckAsync(ChatPage page, string state)
    {
        foreach (var colours in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await page.Page.EmulateMediaAsync(new() { ColorScheme = colours });
            var found = await page.Page.EvaluateAsync<JsonElement>("axe.run().then((result) => result.violations)");
            Assert.Empty(found.EnumerateArray()
                .Where(fault => fault.GetProperty("impact").GetString() is "serious" or "critical")
                .Select(fault => $"{state}, {colours}: {fault.GetProperty("id")} {fault.GetProperty("nodes")[0].GetProperty("failureSummary")} {fault.GetProperty("nodes")[0].GetProperty("html")}"));
        }
    }
}
