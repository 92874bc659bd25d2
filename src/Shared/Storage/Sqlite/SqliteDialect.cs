using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using SamosaChaat.Shared.Storage.Sql;
using SamosaChaat.Shared.Storage.Upgrades;

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

    public override string CopyAside(SqliteSession db, int version, IUpgradeWatch? watch)
    {
        var copy = UpgradeCopies.FileOf(file, version);
        var half = $"{file}.upgrading";
        // A killed upgrade has left it.
        File.Delete(half);
        UpgradeCopies.Demand(file, StorageOptions.Sqlite, version, Migrations.Count);
        watch?.Copying(copy);
        try
        {
            db.CopyTo(half);
            UpgradeCopies.Keep(half, copy);
        }
        catch
        {
            File.Delete(half);
            throw;
        }

        return copy;
    }
}
