using System.Text;

namespace SamosaChaat.Shared.Storage.Sql;

/// <summary>Reads a statement's current row. Columns have numbers, in the order of the statement's text.</summary>
internal readonly struct Row(SqlStatement statement)
{
    public Guid Guid(int column) => statement.Guid(column);

    public Guid? GuidOrNull(int column) => statement.IsNull(column) ? null : Guid(column);

    public string Text(int column) => Encoding.UTF8.GetString(statement.Bytes(column));

    /// <summary>Returns a text that most rows share, such as a model's tag. Equal texts are then the same string.</summary>
    public string InternedText(int column) => statement.InternedText(column);

    public string? TextOrNull(int column) => statement.IsNull(column) ? null : Text(column);

    /// <summary>Returns a text that is valid until the next row.</summary>
    public ReadOnlySpan<byte> Utf8(int column) => statement.Bytes(column);

    public int Int(int column) => checked((int)statement.Number(column));

    public int? IntOrNull(int column) => statement.IsNull(column) ? null : Int(column);

    public long Long(int column) => statement.Number(column);

    public long? LongOrNull(int column) => statement.IsNull(column) ? null : Long(column);

    public double? DoubleOrNull(int column) => statement.IsNull(column) ? null : statement.Double(column);

    public byte[] Bytes(int column) => statement.Bytes(column).ToArray();

    public byte[]? BytesOrNull(int column) => statement.IsNull(column) ? null : Bytes(column);

    public DateTime Time(int column) => Microseconds.ToUtc(statement.Number(column));

    public DateTime? TimeOrNull(int column) => statement.IsNull(column) ? null : Time(column);
}
