namespace SamosaChaat.Bench.Kills.Operations;

/// <summary><c>samosachaat export</c>: the file has all, or has not its name. A second export with the same bytes shows that the source is intact.</summary>
internal sealed class ExportOperation(OperationContext context) : LongOperation(context)
{
    private readonly ExportedSource exported = new(context);

    public override string Kind => "export";

    public override Task PrepareAsync(string folder) => Task.CompletedTask;

    public override Task<IOperationRun> StartAsync(string folder) =>
        Task.FromResult<IOperationRun>(exported.Export(Source, Path.Combine(folder, "export.jsonl")));

    public override async Task<(bool IsComplete, string? Fault)> LookAsync(string folder) =>
        File.Exists(Path.Combine(folder, "export.jsonl")) ? (true, await FaultOfWholeAsync(folder)) : (false, null);

    public override Task<string?> FaultOfWholeAsync(string folder) => Task.FromResult(exported.FaultOfFile(Path.Combine(folder, "export.jsonl")));

    public override bool MayRefuseAgain(string failure) => failure.Contains("is there already", StringComparison.Ordinal);

    protected override Task SetUpAsync() => exported.SetUpAsync(Source);
}
