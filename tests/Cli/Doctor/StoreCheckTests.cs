using LiteDB;
using Microsoft.Data.Sqlite;
using SamosaChaat.Shared.Cli.Doctor;
using SamosaChaat.Shared.Demo;
using SamosaChaat.Shared.Inference;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Tests.Storage;

namespace SamosaChaat.Tests.Cli.Doctor;

/// <summary>A whole store is found to be so and not touched; each damage that is done to it is found.</summary>
public abstract class StoreCheckTests(string engine) : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("samosachaat-test-").FullName;

    protected string File => Path.Combine(folder, engine == StorageOptions.LiteDb ? "samosachaat.litedb" : "samosachaat.db");

    public async ValueTask InitializeAsync()
    {
        using var store = new TempStore(engine);
        foreach (var user in new SeedData(new SeedPlan(42, new(2026, 1, 31), Users: 1, Conversations: 8, Messages: 10), new TokenCounter()).Users("hash"))
        {
            await store.WriteAsync(new AddSeededUsers([user.User]));
            foreach (var conversation in user.Conversations) await store.WriteAsync(new AddSeededConversation(conversation));
        }

        store.Close();
        System.IO.File.Copy(store.File, File);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_whole_store_is_left_as_it_is(bool quick)
    {
        var before = System.IO.File.ReadAllBytes(File);

        var finding = Assert.Single(Check(quick));

        Assert.Equal((Verdict.Ok, true), (finding.Verdict, finding.Said.Contains("is intact", StringComparison.Ordinal)));
        Assert.Equal(before, System.IO.File.ReadAllBytes(File));
    }

    [Fact]
    public void Noise_in_the_middle_is_found()
    {
        var bytes = System.IO.File.ReadAllBytes(File);
        new Random(1).NextBytes(bytes.AsSpan(bytes.Length / 4, bytes.Length / 2));
        System.IO.File.WriteAllBytes(File, bytes);

        AllWrong();
        Assert.Equal(bytes, System.IO.File.ReadAllBytes(File));
    }

    [Fact]
    public void What_refers_to_nothing_is_found()
    {
        RemoveUsers();

        Assert.Each(AllWrong(), finding => Assert.Contains("refer", finding.Said, StringComparison.Ordinal));
    }

    [Fact]
    public void A_store_that_is_not_there_is_not_made()
    {
        System.IO.File.Delete(File);

        Assert.Equal(Verdict.Note, Assert.Single(Check()).Verdict);
        Assert.False(System.IO.File.Exists(File));
    }

    protected abstract void RemoveUsers();

    private protected Finding[] AllWrong()
    {
        var findings = Check().ToArray();
        Assert.NotEmpty(findings);
        Assert.Each(findings, finding => Assert.Equal((Verdict.Wrong, true), (finding.Verdict, finding.Advice is { Length: > 0 })));
        return findings;
    }

    private IEnumerable<Finding> Check(bool quick = false) => StoreCheck.Run(new StorageOptions { Engine = engine, Path = folder }, quick);
}

public sealed class StoreCheckOnSqlite() : StoreCheckTests("sqlite")
{
    [Fact]
    public void An_index_that_has_lost_a_row_is_found()
    {
        // What is in the table and not in its index.
        Run("PRAGMA writable_schema = 1; UPDATE sqlite_master SET sql = sql || ' WHERE 0' WHERE name = 'sessions_by_user'; CREATE INDEX another ON users (name);");
        Run("INSERT INTO sessions (id, user_id, refresh_hash, created_at, expires_at) SELECT randomblob(16), id, x'00', 0, 0 FROM users;");
        Run("PRAGMA writable_schema = 1; UPDATE sqlite_master SET sql = replace(sql, ' WHERE 0', '') WHERE name = 'sessions_by_user'; DROP INDEX another;");

        Assert.Each(AllWrong(), finding => Assert.Contains("sessions_by_user", finding.Said, StringComparison.Ordinal));
    }

    [Fact]
    public void Data_of_a_newer_program_is_named()
    {
        Run("PRAGMA user_version = 99;");

        Assert.Contains("version 99", Assert.Single(AllWrong()).Said, StringComparison.Ordinal);
    }

    protected override void RemoveUsers() => Run("PRAGMA foreign_keys = OFF; DELETE FROM users;");

    private void Run(string text)
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this file.
        command.CommandText = text;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}

public sealed class StoreCheckOnLiteDb() : StoreCheckTests("litedb")
{
    [Fact]
    public void A_conversation_that_is_missing_in_its_owners_list_is_found()
    {
        using (var database = new LiteDatabase(File)) database.GetCollection("shelves").DeleteAll();

        Assert.Contains("lists", Assert.Single(AllWrong()).Said, StringComparison.Ordinal);
    }

    protected override void RemoveUsers()
    {
        using var database = new LiteDatabase(File);
        database.GetCollection("users").DeleteAll();
    }
}
