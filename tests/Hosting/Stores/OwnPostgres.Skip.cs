using System.Diagnostics;

namespace SamosaChaat.Tests.Hosting.Stores;

// The benchmarks share the other part, and know no tests to skip.
internal sealed partial class OwnPostgres
{
    /// <summary>Starts a server, or skips the test if this machine has none.</summary>
    /// <param name="settings">Such as <c>max_connections=10</c>.</param>
    public static OwnPostgres Start(params string[] settings) => IsInstalled ? StartInstalled(settings) : throw Skip();

    /// <summary>Skips the test. The caller throws the result only to tell the compiler that this does not return.</summary>
    public static Exception Skip()
    {
        Assert.Skip("PostgreSQL is not installed (a folder with initdb and postgres: SAMOSACHAAT_POSTGRES).");
        return new UnreachableException();
    }
}
