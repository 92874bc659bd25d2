using System.Globalization;
using SamosaChaat.Shared.Diagnostics;

namespace SamosaChaat.Shared.Storage;

internal static class SchemaVersion
{
    /// <summary>Returns why this program cannot work with data of a version. Null if it can.</summary>
    public static string? FaultOf(int version, int newest) => version >= 0 && version <= newest
        ? null
        : string.Create(
            CultureInfo.InvariantCulture,
            $"The data has version {version}, but this program knows versions up to {newest} only. Use a newer samosachaat.");

    /// <exception cref="CannotStartException">A newer program wrote the data. The data stays untouched.</exception>
    public static void Refuse(int version, int newest)
    {
        if (FaultOf(version, newest) is { } fault) throw new CannotStartException(fault);
    }
}
