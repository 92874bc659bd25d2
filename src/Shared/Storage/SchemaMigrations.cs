using LiteDB;
using SamosaChaat.Shared.Storage.Postgres;

namespace SamosaChaat.Shared.Storage;

/// <summary>Holds the steps of a schema for each engine. Step i leads from version i to version i + 1.</summary>
/// <param name="Sqlite">SQL scripts.</param>
/// <param name="LiteDb">Changes to collections and indexes. An interrupted step must work when it starts again.</param>
/// <param name="Postgres">SQL scripts, and the locks of the tables.</param>
internal sealed record SchemaMigrations(
    IReadOnlyList<string> Sqlite, IReadOnlyList<Action<LiteDatabase>> LiteDb, PostgresSchema Postgres);
