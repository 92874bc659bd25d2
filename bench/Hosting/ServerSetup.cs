namespace SamosaChaat.Bench.Hosting;

/// <summary>Which program is started, and on which data.</summary>
/// <param name="Program">A published executable; null for the one that was built with this project.</param>
/// <param name="ConnectionString">The database, for an engine that needs one.</param>
internal sealed record ServerSetup(string Folder, string Engine, string? Program = null, string? ConnectionString = null)
{
    /// <summary>How many files it may have open at once; null for as many as this process.</summary>
    public int? Descriptors { get; init; }
}
