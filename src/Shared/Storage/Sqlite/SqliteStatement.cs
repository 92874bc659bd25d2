using System.Buffers;
using System.Text;
using Microsoft.Data.Sqlite;
using SamosaChaat.Shared.Storage.Sql;
using SQLitePCL;

namespace SamosaChaat.Shared.Storage.Sqlite;

/// <summary>
/// Wraps SQLite's own prepared statement (https://sqlite.org/c3ref/stmt.html). Failures are Microsoft.Data.Sqlite's, as everywhere else.
/// </summary>
internal sealed class SqliteStatement : SqlStatement
{
    /// <summary>The maximum number of bytes of a text that go on the stack.</summary>
    private const int Short = 512;

    private readonly sqlite3 db;
    private readonly sqlite3_stmt handle;
    private readonly nint statement;
    private readonly string[] parameters;

    // The index of the parameter that comes next if the caller sets parameters in the order of the text.
    private int expected;

    public SqliteStatement(sqlite3 db, string text)
    {
        this.db = db;
        Check(raw.sqlite3_prepare_v3(db, text, raw.SQLITE_PREPARE_PERSISTENT, out handle));
        statement = handle.DangerousGetHandle();
        parameters = new string[raw.sqlite3_bind_parameter_count(handle)];
        for (var i = 0; i < parameters.Length; i++) parameters[i] = raw.sqlite3_bind_parameter_name(handle, i + 1).utf8_to_string();
    }

    protected override int Changes => raw.sqlite3_changes(db);

    // A UUID takes 16 bytes instead of 36 characters, which halves the index. Network order lets UUIDv7 sort by time.
    public override SqlStatement Set(string name, Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        return Checked(SqliteNative.BindBlob(statement, Place(name), bytes));
    }

    public override SqlStatement Set(string name, string? value)
    {
        if (value is null) return Checked(SqliteNative.BindNull(statement, Place(name)));

        var most = Encoding.UTF8.GetMaxByteCount(value.Length);
        var rented = most > Short ? ArrayPool<byte>.Shared.Rent(most) : null;
        var bytes = rented ?? stackalloc byte[Short];
        var result = SqliteNative.BindText(statement, Place(name), bytes[..Encoding.UTF8.GetBytes(value, bytes)]);
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
        return Checked(result);
    }

    public override SqlStatement Set(string name, long? value) =>
        Checked(value is { } number ? SqliteNative.Bind(statement, Place(name), number) : SqliteNative.BindNull(statement, Place(name)));

    public override SqlStatement Set(string name, double? value) =>
        Checked(value is { } number ? SqliteNative.Bind(statement, Place(name), number) : SqliteNative.BindNull(statement, Place(name)));

    public override SqlStatement Set(string name, byte[]? value) =>
        Checked(value is null ? SqliteNative.BindNull(statement, Place(name)) : SqliteNative.BindBlob(statement, Place(name), value));

    public override void Dispose() => handle.Dispose();

    protected override ValueTask<bool> StepAsync()
    {
        var result = SqliteNative.Step(statement);
        if (result == raw.SQLITE_ROW) return new(true);
        if (result != raw.SQLITE_DONE) Check(result);
        return new(false);
    }

    protected override void Reset()
    {
        // Reset repeats the step's failure, which the caller already knows.
        _ = SqliteNative.Reset(statement);
        if (parameters.Length > 0) _ = SqliteNative.ClearBindings(statement);
        expected = 0;
    }

    protected internal override bool IsNull(int column) => SqliteNative.IsNull(statement, column);

    protected internal override long Number(int column) => SqliteNative.Number(statement, column);

    protected internal override double Double(int column) => SqliteNative.Double(statement, column);

    protected internal override Guid Guid(int column) => new(Bytes(column), bigEndian: true);

    protected internal override ReadOnlySpan<byte> Bytes(int column) => SqliteNative.Bytes(statement, column);

    /// <summary>Returns the number of a parameter, counted from 1.</summary>
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
