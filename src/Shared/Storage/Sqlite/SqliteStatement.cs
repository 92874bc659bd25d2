using System.Buffers;
using System.Text;
using Microsoft.Data.Sqlite;
using SamosaChaat.Shared.Storage.Sql;
using SQLitePCL;

namespace SamosaChaat.Shared.Storage.Sqlite;

/// <summary>SQLite's own prepared statement (https://sqlite.org/c3ref/stmt.html). Failures are Microsoft.Data.Sqlite's, as everywhere else.</summary>
internal sealed class SqliteStatement : SqlStatement
{
    /// <summary>So many bytes of a text are on the stack.</summary>
    private const int Short = 512;

    private readonly sqlite3 db;
    private readonly sqlite3_stmt statement;
    private readonly string[] parameters;

    // The parameter that is set next, if they are set in the order of the text.
    private int expected;

    public SqliteStatement(sqlite3 db, string text)
    {
        this.db = db;
        Check(raw.sqlite3_prepare_v3(db, text, raw.SQLITE_PREPARE_PERSISTENT, out statement));
        parameters = new string[raw.sqlite3_bind_parameter_count(statement)];
        for (var i = 0; i < parameters.Length; i++) parameters[i] = raw.sqlite3_bind_parameter_name(statement, i + 1).utf8_to_string();
    }

    protected override int Changes => raw.sqlite3_changes(db);

    // 16 bytes rather than 36 characters: half the index. Network order, so that UUIDv7 sorts by time.
    public override SqlStatement Set(string name, Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        return Checked(raw.sqlite3_bind_blob(statement, Place(name), bytes));
    }

    public override SqlStatement Set(string name, string? value)
    {
        // An empty span would be bound as null.
        if (string.IsNullOrEmpty(value)) return Checked(value is null ? raw.sqlite3_bind_null(statement, Place(name)) : raw.sqlite3_bind_text(statement, Place(name), ""));

        var most = Encoding.UTF8.GetMaxByteCount(value.Length);
        var rented = most > Short ? ArrayPool<byte>.Shared.Rent(most) : null;
        var bytes = rented ?? stackalloc byte[Short];
        var result = raw.sqlite3_bind_text(statement, Place(name), bytes[..Encoding.UTF8.GetBytes(value, bytes)]);
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
        return Checked(result);
    }

    public override SqlStatement Set(string name, long? value) =>
        Checked(value is { } number ? raw.sqlite3_bind_int64(statement, Place(name), number) : raw.sqlite3_bind_null(statement, Place(name)));

    public override SqlStatement Set(string name, double? value) =>
        Checked(value is { } number ? raw.sqlite3_bind_double(statement, Place(name), number) : raw.sqlite3_bind_null(statement, Place(name)));

    public override SqlStatement Set(string name, byte[]? value) =>
        Checked(value is null ? raw.sqlite3_bind_null(statement, Place(name)) : raw.sqlite3_bind_blob(statement, Place(name), value));

    public override void Dispose() => statement.Dispose();

    protected override bool Step()
    {
        var result = raw.sqlite3_step(statement);
        if (result == raw.SQLITE_ROW) return true;
        if (result != raw.SQLITE_DONE) Check(result);
        return false;
    }

    protected override void Reset()
    {
        // It repeats the step's failure, which has been told.
        _ = raw.sqlite3_reset(statement);
        if (parameters.Length > 0) _ = raw.sqlite3_clear_bindings(statement);
        expected = 0;
    }

    protected internal override bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    protected internal override long Number(int column) => raw.sqlite3_column_int64(statement, column);

    protected internal override double Double(int column) => raw.sqlite3_column_double(statement, column);

    protected internal override Guid Guid(int column) => new(Bytes(column), bigEndian: true);

    protected internal override ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(statement, column);

    /// <summary>Of a parameter, counted from 1.</summary>
    private int Place(string name)
    {
        if (expected >= parameters.Length || parameters[expected] != name) expected = Array.IndexOf(parameters, name);
        if (expected < 0) throw new ArgumentException($"The statement has no {name}.", nameof(name));
        return ++expected;
    }

    private SqliteStatement Checked(int result)
    {
        Check(result);
        return this;
    }

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK) SqliteException.ThrowExceptionForRC(result, db);
    }
}
