using LiteDB;
using SamosaChaat.Shared.Storage.Postgres;

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
}
