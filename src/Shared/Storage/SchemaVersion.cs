using System.Globalization;
using SamosaChaat.Shared.Diagnostics;

namespace SamosaChaat.Shared.Storage;

internal static class SchemaVersion
{
    /// <exception cref="CannotStartException">A newer program wrote the data. The data stays untouched.</exception>
    public static void Refuse(int version, int newest)
    {
        if (version <= newest) return;
        throw new CannotStartException(string.Create(
            CultureInfo.InvariantCulture,
            $"The data has version {version}, but this program knows versions up to {newest} only. Use a newer samosachaat."));
    }
}
