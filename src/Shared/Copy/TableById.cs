using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Copy;

/// <summary>Copies a table whose key is one id. The collection of documents has the same name and the same key.</summary>
/// <param name="columns">The columns in the order in which <paramref name="read"/> takes them. The first one is the key.</param>
/// <param name="id">Returns the key of a row.</param>
/// <param name="condition">Selects the rows of an SQL engine, followed by AND. Empty for all.</param>
internal abstract class TableById<T>(
    string name, string columns, Func<Row, T> read, Func<LiteDB.BsonDocument, T> readDocument, Func<T, Guid> id,
    string condition = "") : CopiedTable<T>
    where T : notnull
{
    private readonly SqlText page = Page(name, columns, columns[..columns.IndexOf(',', StringComparison.Ordinal)], condition);

    public override string Name => name;

    public override ValueTask<List<T>> Read(SqlSession db, RowKey from, int limit) => db
        .Prepare(page)
        .Set("@from", from.Id)
        .Set("@limit", limit)
        .AllAsync(read);

    public override List<T> Read(DocumentSession db, RowKey from, int limit) =>
        db.Collection(name).Ascending("_id", from.Id, limit, readDocument);

    public override RowKey KeyOf(T row) => new(id(row));

    protected override object ValueOf(T row) => row;

    private static SqlText Page(string name, string columns, string key, string condition)
    {
        var text = $"SELECT {columns} FROM {name} WHERE {condition}{key} >= @from ORDER BY {key} LIMIT @limit";
        return new(text, text);
    }
}
