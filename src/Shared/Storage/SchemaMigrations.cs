using LiteDB;
using SamosaChaat.Shared.Storage.Postgres;
using SamosaChaat.Shared.Storage.Upgrades;

namespace SamosaChaat.Shared.Storage;

/// <summary>
/// Has the steps of a schema for each engine. Step i leads from version i to version i + 1. Each engine asks for its own steps only,
/// because the steps of another engine would load its library.
/// </summary>
internal abstract class SchemaMigrations
{
    /// <summary>SQL scripts.</summary>
    public abstract IReadOnlyList<string> Sqlite { get; }

    /// <summary>Changes to collections and indexes. An interrupted step must work when it starts again.</summary>
    public abstract IReadOnlyList<Action<LiteDatabase>> LiteDb { get; }

    /// <summary>SQL scripts, and the locks of the tables.</summary>
    public abstract PostgresSchema Postgres { get; }

    /// <summary>Says what each step of an engine does, in their order.</summary>
    public abstract IReadOnlyList<MigrationStep> Describe(string engine);

    /// <summary>Returns the newest version of an engine's schema.</summary>
    public int NewestOf(string engine) => engine switch
    {
        StorageOptions.LiteDb => LiteDbSteps(),
        StorageOptions.Postgres => PostgresSteps(),
        _ => Sqlite.Count,
    };

    // These are methods of their own, because .NET may load all that a method names. A server on one engine loads no other one.
    private int LiteDbSteps() => LiteDb.Count;

    private int PostgresSteps() => Postgres.Migrations.Count;
}
