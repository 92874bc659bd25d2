using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Storage.Sqlite;

internal sealed class SqliteDialect(string file, IReadOnlyList<string> migrations) : SqlDialect
{
    public override string BeginRead => "BEGIN DEFERRED";

    public override string BeginWrite => "BEGIN IMMEDIATE";

    public override IReadOnlyList<string> Migrations => migrations;

    public override SqlStatement Prepare(DbConnection connection, string text) =>
        new SqliteStatement(((SqliteConnection)connection).Handle!, text);

    public override int ReadVersion(SqliteSession db) => (int)db.Prepare("PRAGMA user_version").NumberAsync().Now()!.Value;

    public override void WriteVersion(SqliteSession db, int version) =>
        db.ExecuteScript(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {version}"));

    public override void CopyAside(SqliteSession db, int version)
    {
        var copy = $"{file}.v{version.ToString(CultureInfo.InvariantCulture)}.bak";
        File.Delete(copy);
        db.CopyTo(copy);
    }
}
