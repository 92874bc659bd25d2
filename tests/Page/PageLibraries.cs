namespace SamosaChaat.Tests.Page;

/// <summary>The libraries that the program was built with, or without.</summary>
internal static class PageLibraries
{
    private static readonly string[] Files =
        [.. typeof(SamosaChaat.Shared.Page.WebOptions).Assembly.GetManifestResourceNames().Where(name => name.StartsWith("page/libraries/", StringComparison.Ordinal))];

    /// <summary>Their paths, without the file that says which there are. Or else the test is skipped.</summary>
    public static string[] Paths
    {
        get
        {
            string[] paths = [.. Files.Select(name => name["page".Length..]).Where(path => path != "/libraries/index.js")];
            Assert.SkipWhen(paths.Length == 0, "The program was built without npm, so without the page's libraries.");
            return paths;
        }
    }

    /// <summary>The page is that of a program that was built without them.</summary>
    public static Task LeaveOutAsync(ChatPage page) => page.Page.RouteAsync("**/libraries/index.js", route => route.FulfillAsync(new()
    {
        ContentType = "text/javascript",
        Body = "export const languages = []; export const hasFormulas = false;",
    }));

    /// <summary>The page's libraries are there, or else the test is skipped.</summary>
    public static void Require() => _ = Paths;
}
