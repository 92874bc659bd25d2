namespace SamosaChaat.Tests.Hosting.Servers;

/// <summary>
/// The program that tests start as a process: the published one where a variable names it, because it starts in a fraction of the time.
/// Otherwise it is the one that was built with the tests.
/// </summary>
internal static class ProgramFile
{
    private const string Variable = "SAMOSACHAAT_TEST_BINARY";

    /// <summary>The one that was built with the tests, for <c>dotnet</c>.</summary>
    public static readonly string Built = Path.Combine(AppContext.BaseDirectory, "samosachaat.dll");

    private static readonly string? Published = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } file ? file : null;

    public static bool IsPublished => Published is not null;

    /// <summary>Returns the published program. Skips the test if there is none.</summary>
    public static string OrSkip()
    {
        Assert.SkipUnless(IsPublished, $"{Variable} does not name a published samosachaat.");
        return Published!;
    }

    /// <summary>Returns what starts a process, and its arguments.</summary>
    public static (string File, string[] Arguments) Command(string[] arguments) =>
        Published is { } file ? (file, arguments) : ("dotnet", [Built, .. arguments]);
}
