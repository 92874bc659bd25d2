using System.Data.Common;
using Microsoft.Data.Sqlite;
using SamosaChaat.Features.Auth.Register;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.Sql;
using SamosaChaat.Shared.Storage.Sqlite;

namespace SamosaChaat.Tests.Storage;

/// <summary>What the next version will do to today's data, with a step of the test's making.</summary>
public sealed class MigratorTests : IDisposable
{
    private readonly TempStore store = new("sqlite");
    private readonly User user = Some.User();

    private static long Newest => SqlMigrations.Sqlite.Count;

    private string Copy => store.File + $".v{SqlMigrations.Sqlite.Count}.bak";

    [Fact]
    public async Task A_step_is_made_once_and_a_copy_of_the_data_before_it_stays()
    {
        await WriteAndClose();

        Migrate("CREATE TABLE extra (x INTEGER) STRICT;");
        Migrate("CREATE TABLE extra (x INTEGER) STRICT;");

        Assert.Equal((Newest + 1, 1, 1), Look(store.File));
        Assert.Equal((Newest, 1, 0), Look(Copy));
    }

    [Fact]
    public async Task A_step_that_fails_leaves_the_old_version_with_its_data()
    {
        await WriteAndClose();

        Assert.ThrowsAny<DbException>(() => Migrate("CREATE TABLE extra (x INTEGER) STRICT; DELETE FROM users; INSERT INTO nowhere VALUES (1);"));

        Assert.Equal((Newest, 1, 0), Look(store.File));
        Assert.Equal((Newest, 1, 0), Look(Copy));
        store.Reopen();
        Assert.Equal(user, await store.ReadAsync(new FindUser(user.Id)));
    }

    [Fact]
    public void New_data_is_not_copied()
    {
        Assert.False(File.Exists(store.File + ".v0.bak"));
        Assert.Equal((Newest, 0, 0), Look(store.File));
    }

    public void Dispose() => store.Dispose();

    private async Task WriteAndClose()
    {
        Assert.True(await store.WriteAsync(new AddUser(user, Some.Session(user) with { UserId = user.Id })));
        store.Close();
    }

    private void Migrate(string step)
    {
        using var session = Open(store.File, new NextDialect(new SqliteDialect(store.File, SqlMigrations.Sqlite), step));
        Migrator.Migrate(session);
    }

    /// <summary>The version, how many users there are, and whether the new table is there.</summary>
    private static (long? Version, long? Users, long? Extra) Look(string file)
    {
        using var db = Open(file, new SqliteDialect(file, SqlMigrations.Sqlite));
        return (
            db.Prepare("PRAGMA user_version").NumberAsync().Now(),
            db.Prepare("SELECT COUNT(*) FROM users").NumberAsync().Now(),
            db.Prepare("SELECT COUNT(*) FROM sqlite_schema WHERE name = 'extra'").NumberAsync().Now());
    }

    private static SqliteSession Open(string file, SqlDialect dialect)
    {
        var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        return new SqliteSession(connection, dialect);
    }

    /// <summary>SQLite's dialect with one step more.</summary>
    private sealed class NextDialect(SqliteDialect today, string step) : SqlDialect
    {
        public override string BeginRead => today.BeginRead;

        public override string BeginWrite => today.BeginWrite;

        public override IReadOnlyList<string> Migrations => [.. today.Migrations, step];

        public override SqlStatement Prepare(DbConnection connection, string text) => today.Prepare(connection, text);

        public override int ReadVersion(SqliteSession db) => today.ReadVersion(db);

        public override void WriteVersion(SqliteSession db, int version) => today.WriteVersion(db, version);

        public override void CopyAside(SqliteSession db, int version) => today.CopyAside(db, version);
    }
}
