using System.Globalization;
using CsCheck;
using SamosaChaat.Features.Auth.Register;
using SamosaChaat.Shared.Audit;
using SamosaChaat.Shared.Cluster.Peers;
using SamosaChaat.Shared.Copy;
using SamosaChaat.Shared.Demo;
using SamosaChaat.Shared.Erasure;
using SamosaChaat.Shared.Identity.Accounts;
using SamosaChaat.Shared.Identity.Providers;
using SamosaChaat.Shared.Retention;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Transfer.Imports;
using SamosaChaat.Shared.Turns.Removal;

namespace SamosaChaat.Tests.Storage;

/// <summary>SQLite, LiteDB, PostgreSQL and a model in memory are taken through the same random steps, and every result is the same.</summary>
public sealed class StoreModelTests
{
    private const int Steps = 60;

    // Their commands are about more than their key.
    private static readonly string[] SeveralKeys = ["Session", "ApiKey", "Audited", "Trash", nameof(DeleteUnchanged), nameof(AdmitIdentity), nameof(RemoveUser), nameof(AddImported)];

    private static readonly int Sequences = int.Parse(Environment.GetEnvironmentVariable("SAMOSACHAAT_MODEL_SEQUENCES") ?? "300", CultureInfo.InvariantCulture);

    [Fact]
    public async Task All_engines_do_what_the_model_does()
    {
        using var sqlite = new TempStore(StorageOptions.Sqlite);
        using var liteDb = new TempStore(StorageOptions.LiteDb);
        using var postgres = PostgresProcess.IsInstalled ? new TempStore(StorageOptions.Postgres) : null;
        var run = 0;

        // Turns are what most depends on most, so they come more often than the rest.
        var step = Gen.Frequency([.. StoreDrafts.All.Select(o => (o.Type.Name.EndsWith("Turn", StringComparison.Ordinal) ? 4 : 1, (IGen<StoreDraft>)o.Drafts))]);
        await step.Array[1, Steps].SampleAsync(
            async drafts =>
            {
                var ids = new RunIds(++run);
                StoreStep[] steps = [.. StoreSequence.Accounts(ids), .. drafts.Select(draft => draft.Make(ids)), .. StoreSequence.Everything(ids)];
                var model = new StoreModel();
                var expected = steps.Select(one => one.Expect(model)).ToArray();
                Assert.Equal(expected, await Run(sqlite, steps));
                Assert.Equal(expected, await Run(liteDb, steps));
                if (postgres is not null) Assert.Equal(expected, await Run(postgres, steps, sideBySide: true));
            },
            iter: Sequences,
            threads: 1,
            print: drafts => string.Join(Environment.NewLine, drafts.Select(draft => draft.Text)));
    }

    [Fact]
    public void Every_operation_there_is_takes_part()
    {
        // They put whole histories there at once, before or instead of everything else: tests/Demo holds what they leave on both engines against each other.
        Type[] seeding = [typeof(AddSeededUsers), typeof(AddSeededConversation), typeof(ResetData)];
        var operations = typeof(IStore).Assembly.GetTypes().Where(type => !type.IsAbstract && IsOperation(type)).Except(seeding)
            .Where(type => !IsCopying(type) && !IsAboutNodes(type) && !IsOfAllAccounts(type) && !IsOfTheLog(type) && !IsAboutFiles(type)).Select(type => type.FullName);

        Assert.Equal(operations.Order(StringComparer.Ordinal), StoreDrafts.All.Select(o => (o.Type.IsGenericType ? o.Type.GetGenericTypeDefinition() : o.Type).FullName).Order(StringComparer.Ordinal));
    }

    // They read the table of nodes, which only the cluster has: tests/Cluster runs them on several nodes.
    private static bool IsAboutNodes(Type type) => type == typeof(FindNodeOfTurn) || type == typeof(ListOtherNodes);

    // They read and write whole tables: tests/Copy compares what they leave on each engine, column by column.
    private static bool IsCopying(Type type) => type.Namespace == typeof(StoreCopy).Namespace || type == typeof(IsUnfinishedCopy);

    // They go by the accounts of a whole store, which the sequences share: AdminTests and InviteTests run each on every engine.
    private static bool IsOfAllAccounts(Type type) => (type.Namespace == typeof(HasUsers).Namespace && type != typeof(HasUsers) && type != typeof(FindAccount))
        || type == typeof(AddInvitedUser);

    // They go by the audit log of a whole store, which the sequences share: tests/Audit runs each on every engine.
    private static bool IsOfTheLog(Type type) => type.Namespace == typeof(SealEntries).Namespace;

    // They change or measure files and no answer: tests/Erasure looks at the files.
    private static bool IsAboutFiles(Type type) => type == typeof(LiveBytes) || type == typeof(MergeTerms);

    /// <summary>Commands that follow each other are not awaited one by one: they share commits, and a failing one makes the others run again.</summary>
    /// <param name="sideBySide">
    /// True if the engine runs commands with different keys at once. A client learns a session's id only after the command that made the session,
    /// whose key is the user's, so those are awaited. So are queries: the commands behind one must not overtake it. A start looks at more than
    /// its conversation: at the message's id in all others, and at the user's other turns.
    /// </param>
    private static async Task<string[]> Run(TempStore store, StoreStep[] steps, bool sideBySide = false)
    {
        var results = new List<Task<string>>();
        foreach (var step in steps)
        {
            var waits = sideBySide && (step.IsQuery || step.Operation == typeof(AddUser) || SeveralKeys.Any(name => step.Operation.Name.Contains(name, StringComparison.Ordinal)));
            if (step.IsQuery || waits) await Task.WhenAll(results);
            results.Add(step.Run(store));
            if (waits) await Task.WhenAll(results);
        }

        return await Task.WhenAll(results);
    }

    private static bool IsOperation(Type type)
    {
        for (var up = type.BaseType; up is not null; up = up.BaseType)
        {
            if (up.IsGenericType && up.GetGenericTypeDefinition() == typeof(Operation<>)) return true;
        }

        return false;
    }
}
