using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Copy;

/// <summary>Copies and compares one table, with bounded memory.</summary>
internal interface ICopiedTable
{
    /// <summary>The name in the store.</summary>
    string Name { get; }

    /// <summary>Copies all rows into an empty table, in order of their keys. Returns their number.</summary>
    /// <param name="tell">Is called with the number of further rows that are copied.</param>
    Task<long> CopyAsync(IStore source, IStore target, Action<int> tell, CancellationToken ct);

    /// <summary>Reads both sides and compares each row. It ends at the first difference.</summary>
    /// <param name="tell">Is called with the number of further rows that are equal.</param>
    Task<TableComparison> CompareAsync(IStore source, IStore target, Action<int> tell, CancellationToken ct);
}

/// <param name="Rows">The number of rows that are equal on both sides.</param>
/// <param name="Difference">The first difference, without any user's text. Null if there is none.</param>
internal sealed record TableComparison(string Table, long Rows, string? Difference);
