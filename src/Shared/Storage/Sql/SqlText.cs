namespace SamosaChaat.Shared.Storage.Sql;

/// <summary>
/// Holds a statement that needs another text on each SQL engine, because their tables have other keys. Keep it in a static field, because
/// a session recognises a statement by its object.
/// </summary>
internal sealed record SqlText(string Sqlite, string Postgres);
