using LiteDB;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Tests.Storage.Versions;

/// <summary>
/// Makes the stores of <see cref="StoreOfVersion"/> with the program that <c>SAMOSACHAAT_TEST_BINARY</c> names, by its API alone. A store that is
/// there already stays. Run it once when a migration lands.
/// </summary>
public sealed class StoredVersionMaker : IDisposable
{
    /// <summary>Names the commit of the program.</summary>
    private const string Variable = "SAMOSACHAAT_STORED_VERSION";

    private readonly string folder = Directory.CreateTempSubdirectory("samosachaat-test-").FullName;
    private readonly HttpClient http = new() { BaseAddress = new($"http://127.0.0.1:{OwnPostgres.FreePort()}"), Timeout = Patience.Limit };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("sqlite")]
    [InlineData("litedb")]
    [InlineData("postgres")]
    public async Task Makes_a_store_of_the_programs_version(string engine)
    {
        var commit = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipWhen(commit is null, $"{Variable} does not name a commit.");
        (string, string)[] settings =
        [
            ("urls", $"{http.BaseAddress}"), ("Storage:Engine", engine), ("Storage:Path", folder), ("Storage:Reserve", "0"), ("Demo:TokensPerSecond", "100"),
            ("Auth:Registration", "open"), .. StoreSettings.Of(engine, folder),
        ];
        await using var program = ServerProcess.Launch([], settings);
        await IsReadyAsync(program);

        var life = new StoredLife(http, commit!);
        var content = await life.LiveAsync(Ct);
        // The turn still runs.
        await program.KillAsync();

        var store = new StoreOfVersion(engine, StoreOfFolder.Version(engine, folder));
        if (!File.Exists(store.File)) store.Write(content, StoreOfFolder.Files(engine, folder));
    }

    /// <summary>A version whose program was not built: a store of the version before, with the next step.</summary>
    [Theory]
    [InlineData(StorageOptions.Sqlite, 6)]
    [InlineData(StorageOptions.Sqlite, 10)]
    [InlineData(StorageOptions.Sqlite, 12)]
    [InlineData(StorageOptions.Sqlite, 14)]
    [InlineData(StorageOptions.LiteDb, 6)]
    [InlineData(StorageOptions.LiteDb, 8)]
    [InlineData(StorageOptions.Postgres, 3)]
    [InlineData(StorageOptions.Postgres, 6)]
    [InlineData(StorageOptions.Postgres, 8)]
    [InlineData(StorageOptions.Postgres, 10)]
    [InlineData(StorageOptions.Postgres, 12)]
    public void Makes_a_store_of_the_one_before(string engine, int version)
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable(Variable) is null, $"{Variable} does not name a commit.");
        using var store = new TempStore(engine);
        var content = new StoreOfVersion(engine, version - 1).PutInto(store);
        Step(engine, store, version);
        var made = new StoreOfVersion(engine, version);
        if (!File.Exists(made.File)) made.Write(content with { Program = $"{content.Program} and one step" }, StoreOfFolder.Files(engine, store.Root));
    }

    public void Dispose()
    {
        http.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task IsReadyAsync(ServerProcess program)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        patience.CancelAfter(Patience.Limit);
        while (true)
        {
            Assert.SkipWhen(program.HasEnded, $"This program does not start: {string.Join(' ', program.Errors)}");
            try
            {
                using var health = await http.GetAsync("/health", patience.Token);
                if (health.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
                await Task.Delay(50, patience.Token);
            }
        }
    }

    private static void Step(string engine, TempStore store, int version)
    {
        switch (engine)
        {
            case StorageOptions.Sqlite:
                using (var db = OldSchema.Open(store.File)) OldSchema.Migrate(db, version);
                break;
            case StorageOptions.LiteDb:
                using (var database = new LiteDatabase(new ConnectionString(store.File) { Collation = Collation.Binary }))
                {
                    LiteDbMigrations.Steps[version - 1](database);
                    database.UserVersion = version;
                }

                break;
            default:
                OwnPostgres.Ask(
                    PostgresProcess.ConnectionString(store.Root), $"{SqlMigrations.Postgres[version - 1]}; UPDATE schema_version SET version = {version}");
                break;
        }
    }
}
