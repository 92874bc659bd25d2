using System.Runtime.InteropServices;

namespace SamosaChaat.Shared.Storage.Sqlite;

/// <summary>
/// Calls the SQLite functions that every statement needs again and again (https://sqlite.org/c3ref/funclist.html). They are in the
/// library that SQLitePCLRaw brings. SQLitePCLRaw's own calls count a statement's holders before and after each call, twice for each
/// column of each row. That was half the cost of reading a row. The caller must keep the statement alive.
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

    // Functions with SuppressGCTransition return at once for any value and wait for nothing.
    [LibraryImport(Library, EntryPoint = "sqlite3_bind_null"), SuppressGCTransition]
    public static partial int BindNull(nint statement, int parameter);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_int64"), SuppressGCTransition]
    public static partial int Bind(nint statement, int parameter, long value);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_double"), SuppressGCTransition]
    public static partial int Bind(nint statement, int parameter, double value);

    public static int BindBlob(nint statement, int parameter, ReadOnlySpan<byte> value)
    {
        // An empty span has no address, and SQLite binds null for no address.
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

    /// <summary>Returns a text as UTF-8, or a blob. The bytes are valid until the next step. A null value is empty.</summary>
    public static ReadOnlySpan<byte> Bytes(nint statement, int column)
    {
        // SQLite's documentation asks for this order: the blob first, then its length.
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
