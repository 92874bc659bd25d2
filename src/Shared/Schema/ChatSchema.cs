using LiteDB;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.Postgres;
using SamosaChaat.Shared.Storage.Upgrades;

namespace SamosaChaat.Shared.Schema;

/// <summary>Holds the schema of this program.</summary>
internal sealed class ChatSchema : SchemaMigrations
{
    // Two nodes can write the same rows. A command locks the row of its key first. All nodes lock in the same order, so none waits for
    // another one that waits for it.
    private static readonly string[] Locks =
    [
        "SELECT 1 FROM users WHERE id = ANY(@keys) ORDER BY id FOR NO KEY UPDATE",
        "SELECT 1 FROM sessions WHERE id = ANY(@keys) ORDER BY id FOR UPDATE",
        "SELECT 1 FROM conversations WHERE id = ANY(@keys) ORDER BY id FOR NO KEY UPDATE",
    ];

    public static SchemaMigrations Migrations { get; } = new ChatSchema();

    public override IReadOnlyList<string> Sqlite => SqlMigrations.Sqlite;

    public override IReadOnlyList<Action<LiteDatabase>> LiteDb => LiteDbMigrations.Steps;

    public override IReadOnlyList<MigrationStep> Describe(string engine) => MigrationSteps.Of(engine);

    public override PostgresSchema Postgres => new(
        SqlMigrations.Postgres,
        Oldest: 2,
        Locks,
        "LOCK TABLE users, sessions, conversations IN EXCLUSIVE MODE",
        // A heartbeat can renew the row meanwhile. Nobody can delete it before the transaction has ended.
        "SELECT 1 / count(*) FROM (SELECT 1 FROM nodes WHERE id = @node FOR KEY SHARE) held");
}
