using LiteDB;

namespace SamosaChaat.Shared.Storage;

/// <summary>The steps of a schema, for each engine: step i leads from version i to version i + 1.</summary>
/// <param name="Sqlite">SQL scripts.</param>
/// <param name="LiteDb">Changes to collections and indexes. A step can be cut off and must then work again from its beginning.</param>
internal sealed record SchemaMigrations(IReadOnlyList<string> Sqlite, IReadOnlyList<Action<LiteDatabase>> LiteDb);
