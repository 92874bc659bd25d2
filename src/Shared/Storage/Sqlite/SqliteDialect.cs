using System.Data.Common;
using System.Globalization;
using System.Reflection;
using Microsoft.Data.Sqlite;
using SamosaChaat.Shared.Storage.Sql;
using SQLitePCL;

namespace SamosaChaat.Shared.Storage.Sqlite;

internal sealed class SqliteDialect(string file) : SqlDialect
{
    private const string MigrationsFolder = "sqlite/";

    public override string BeginRead => "BEGIN DEFERRED";

    public override string BeginWrite => "BEGIN IMMEDIATE";

    public override IReadOnlyList<string> Migrations { get; } = ReadMigrations();

    // 16 bytes rather than 36 characters: half the index. Network order, so that UUIDv7 sorts by time.
    public override object ToColumn(Guid value) => value.ToByteArray(bigEndian: true);

    // Straight from SQLite: its reader asks for the type before each value, and makes an array of each blob.
    public override Guid ReadGuid(DbDataReader reader, int column) => new(raw.sqlite3_column_blob(Statement(reader), column), bigEndian: true);

    public override string ReadText(DbDataReader reader, int column) => raw.sqlite3_column_text(Statement(reader), column).utf8_to_string();

    public override long ReadNumber(DbDataReader reader, int column) => raw.sqlite3_column_int64(Statement(reader), column);

    public override int ReadVersion(SqlSession db) => (int)db.Prepare("PRAGMA user_version").Number()!.Value;

    public override void WriteVersion(SqlSession db, int version) =>
        db.ExecuteScript(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {version}"));

    public override void CopyAside(SqlSession db, int version)
    {
        var copy = $"{file}.v{version.ToString(CultureInfo.InvariantCulture)}.bak";
        File.Delete(copy);
        db.Prepare("VACUUM INTO @copy").Set("@copy", copy).Execute();
    }

    private static sqlite3_stmt Statement(DbDataReader reader) => ((SqliteDataReader)reader).Handle!;

    private static List<string> ReadMigrations()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(MigrationsFolder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                return reader.ReadToEnd();
            })];
    }
}
