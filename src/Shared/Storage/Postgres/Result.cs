using Npgsql;

namespace SamosaChaat.Shared.Storage.Postgres;

/// <summary>
/// Holds the rows of a statement. They are read to the end at once, because a round trip carries the results of many statements.
/// </summary>
internal sealed class Result
{
    private readonly List<Value> values = [];
    private int columns;
    private int next;
    private int row;

    /// <summary>The number of rows that the statement changed.</summary>
    public int Changes { get; set; }

    /// <summary>Adds the row that the reader stands on.</summary>
    public void Add(NpgsqlDataReader reader)
    {
        columns = reader.FieldCount;
        for (var i = 0; i < columns; i++) values.Add(Read(reader, i));
    }

    /// <summary>Moves to the next row. Returns false after the last one.</summary>
    public bool Move()
    {
        row = next;
        if (row >= values.Count) return false;
        next += columns;
        return true;
    }

    public Value At(int column) => values[row + column];

    private static Value Read(NpgsqlDataReader reader, int column)
    {
        if (reader.IsDBNull(column)) return default;
        var type = reader.GetFieldType(column);
        if (type == typeof(string)) return new(StoredText.Read(reader.GetFieldValue<byte[]>(column)));
        if (type == typeof(Guid)) return new([], Guid: reader.GetGuid(column));
        if (type == typeof(byte[])) return new(reader.GetFieldValue<byte[]>(column));
        if (type == typeof(double)) return new([], Double: reader.GetDouble(column));
        return new([], type == typeof(int) ? reader.GetInt32(column) : reader.GetInt64(column));
    }

    /// <param name="Bytes">A text as UTF-8, or the bytes of a value. Null for a null value.</param>
    internal readonly record struct Value(byte[]? Bytes, long Number = 0, double Double = 0, Guid Guid = default);
}
