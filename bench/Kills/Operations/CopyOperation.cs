using SamosaChaat.Shared.Copy;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Bench.Kills.Operations;

/// <summary><c>samosachaat copy</c>: the target has a mark until it has all, and the next copy begins again.</summary>
internal sealed class CopyOperation(OperationContext context, string target) : LongOperation(context)
{
    private readonly StoreSource source = new(context);

    public override string Kind => "copy";

    public override string Name => $"copy to {target}";

    public override Task PrepareAsync(string folder) => Task.CompletedTask;

    public override Task<IOperationRun> StartAsync(string folder) => Task.FromResult<IOperationRun>(
        Context.Start("copy", "--from", Stores.Side(Engine, Source), "--to", Stores.Side(target, Target(folder))));

    public override Task<string?> FaultOfSourceAsync(string folder) => source.FaultAsync();

    public override async Task<(bool IsComplete, string? Fault)> LookAsync(string folder)
    {
        try
        {
            using var found = Stores.Open(target, Target(folder));
            if (await found.Store.ReadAsync(new IsUnfinishedCopy(), default)) return (false, null);
            // The copy was killed before its first row.
            if (await found.Store.ReadAsync(new CountRows(), default) == 0) return (false, null);
        }
        catch (CannotStartException)
        {
            return (false, null);
        }

        return (true, await FaultOfWholeAsync(folder));
    }

    public override Task<string?> FaultOfWholeAsync(string folder) => source.FaultOfAsync(target, Target(folder));

    public override bool MayRefuseAgain(string failure) => failure.Contains("not empty", StringComparison.Ordinal);

    public override void Remove(string folder)
    {
        Stores.RemoveDatabase(Target(folder));
        base.Remove(folder);
    }

    protected override Task SetUpAsync() => source.SetUpAsync(Source);

    private static string Target(string folder) => Path.Combine(folder, "target");
}
