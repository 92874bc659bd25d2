using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Cli.Doctor;
using SamosaChaat.Shared.Copy;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Tests.Storage.Damage;

/// <summary>A copy of a store's files in a folder of its own, for one damage.</summary>
internal sealed class DamagedCopy : IDisposable
{
    private readonly string engine;
    private readonly string root = Directory.CreateTempSubdirectory("samosachaat-test-").FullName;

    public DamagedCopy(string engine, StoreFiles files, string? damaged = null, byte[]? content = null)
    {
        this.engine = engine;
        files.WriteTo(root, damaged, content);
    }

    public string PathOf(string name) => Path.Combine(root, name);

    /// <summary>Asks the doctor, who must change nothing. Returns what is wrong.</summary>
    public string[] AskDoctor()
    {
        var before = StoreFiles.Of(root);
        var findings = StoreCheck.Run(StoreSettings.Options(engine, root), quick: false).ToArray();
        StoreFiles.Of(root).AssertSame(before);
        return [.. findings.Where(finding => finding.Verdict == Verdict.Wrong).Select(finding => finding.Said)];
    }

    /// <summary>Opens the store as a start does, and compares all rows with a whole one.</summary>
    public async Task<Opened> OpenAsync(IStore whole)
    {
        using var folder = new DataFolder(Options.Create(StoreSettings.Options(engine, root)));
        try
        {
            using var store = new Store(StorageRegistration.Open(StoreSettings.Options(engine, root), folder, ChatSchema.Migrations));
            var compared = await new StoreCopy(whole, store).CompareAsync(_ => { }, TestContext.Current.CancellationToken);
            if (compared[^1].Difference is not { } difference) return new(Outcome.Equal, "");
            var (has, had) = (await store.ReadAsync(new CountRows(), CancellationToken.None), await whole.ReadAsync(new CountRows(), CancellationToken.None));
            return new(has < had ? Outcome.Less : Outcome.Different, difference);
        }
        catch (CannotStartException e)
        {
            return new(e.Message.StartsWith("A store failed", StringComparison.Ordinal) ? Outcome.Failed : Outcome.Refused, e.Message);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A damaged page can make an engine throw any type.
            return new(Outcome.Failed, e.Message);
        }
    }

    public void Dispose() => Directory.Delete(root, recursive: true);
}

internal enum Outcome
{
    /// <summary>The start is refused.</summary>
    Refused,

    /// <summary>All rows are there, and no others.</summary>
    Equal,

    /// <summary>Whoever reads the rows gets an error.</summary>
    Failed,

    /// <summary>Rows are missing.</summary>
    Less,

    /// <summary>No rows are missing, but some are not those of the whole store.</summary>
    Different,
}

internal sealed record Opened(Outcome Outcome, string Said);
