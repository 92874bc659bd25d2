using System.Runtime.InteropServices;

namespace SamosaChaat.Shared.Storage.Sqlite;

/// <summary>
/// What a statement is told and asked again and again, of the library that SQLitePCLRaw has brought (https://sqlite.org/c3ref/funclist.html). SQLitePCLRaw's own
/// calls count who holds the statement before and after each, twice for each column of each row: half of what reading a row cost. Whoever calls keeps the statement alive.
/// </summary>
internal static unsafe partial class SqliteNative
{
    private const string Library = "e_sqlite3";

    /// <summary>SQLITE_TRANSIENT: the bytes are copied.</summary>
    private const nint Copied = -1;

    [LibraryImport(Library, EntryPoint = "sqlite3_step")]
    public static partial int Step(nint statement);

    [LibraryImport(Library, EntryPoint = "sqlite3_reset")]
    public static partial int Reset(nint statement);

    [LibraryImport(Library, EntryPoint = "sqlite3_clear_bindings")]
    public static partial int ClearBindings(nint statement);

    // Here and below, what is called without a word to the collector returns at once, whatever the value, and waits for nothing.
    [LibraryImport(Library, EntryPoint = "sqlite3_bind_null"), SuppressGCTransition]
    public static partial int BindNull(nint statement, int parameter);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_int64"), SuppressGCTransition]
    public static partial int Bind(nint statement, int parameter, long value);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_double"), SuppressGCTransition]
    public static partial int Bind(nint statement, int parameter, double value);

    public static int BindBlob(nint statement, int parameter, ReadOnlySpan<byte> value)
    {
        // Of no bytes at all there is no address, and where there is no address it is null.
        fixed (byte* bytes = value.IsEmpty ? [0] : value) return BindBlob(statement, parameter, bytes, value.Length, Copied);
    }

    public static int BindText(nint statement, int parameter, ReadOnlySpan<byte> utf8)
    {
        fixed (byte* bytes = utf8.IsEmpty ? [0] : utf8) return BindText(statement, parameter, bytes, utf8.Length, Copied);
    }

    public static bool IsNull(nint statement, int column) => ColumnType(statement, column) == SQLitePCL.raw.SQLITE_NULL;

    [LibraryImport(Library, EntryPoint = "sqlite3_column_int64"), SuppressGCTransition]
    public static partial long Number(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_double"), SuppressGCTransition]
    public static partial double Double(nint statement, int column);

    /// <summary>A text as UTF-8, or a blob, until the next step; empty where it is null.</summary>
    public static ReadOnlySpan<byte> Bytes(nint statement, int column)
    {
        // In this order, as the functions' documentation has it.
        var bytes = ColumnBlob(statement, column);
        return new(bytes, ColumnBytes(statement, column));
    }

    [LibraryImport(Library, EntryPoint = "sqlite3_column_type"), SuppressGCTransition]
    private static partial int ColumnType(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_blob"), SuppressGCTransition]
    private static partial byte* ColumnBlob(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_bytes"), SuppressGCTransition]
    private static partial int ColumnBytes(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_blob")]
    private static partial int BindBlob(nint statement, int parameter, byte* value, int length, nint destructor);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_text")]
    private static partial int BindText(nint statement, int parameter, byte* value, int length, nint destructor);
}
