using System.Data.Common;

namespace SamosaChaat.Shared.Storage.Sql;

/// <summary>The row that a reader stands on, by column number in the order of the statement's text.</summary>
public readonly struct Rows(DbDataReader reader, SqlDialect dialect)
{
    public Guid Guid(int column) => dialect.ReadGuid(reader, column);

    public string Text(int column) => dialect.ReadText(reader, column);

    public string? TextOrNull(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    public int Int(int column) => checked((int)dialect.ReadNumber(reader, column));

    public int? IntOrNull(int column) => reader.IsDBNull(column) ? null : reader.GetInt32(column);

    public double? DoubleOrNull(int column) => reader.IsDBNull(column) ? null : reader.GetDouble(column);

    public byte[]? BytesOrNull(int column) => reader.IsDBNull(column) ? null : reader.GetFieldValue<byte[]>(column);

    public byte[] Bytes(int column) => reader.GetFieldValue<byte[]>(column);

    public DateTime Time(int column) => Microseconds.ToUtc(dialect.ReadNumber(reader, column));
}
