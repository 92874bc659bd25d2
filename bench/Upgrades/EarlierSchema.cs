using LiteDB;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.Postgres;
using SamosaChaat.Shared.Storage.Upgrades;

namespace SamosaChaat.Bench.Upgrades;

/// <summary>The schema up to an earlier version.</summary>
internal sealed class EarlierSchema(int version) : SchemaMigrations
{
    private static readonly SchemaMigrations Today = ChatSchema.Migrations;

    public override IReadOnlyList<string> Sqlite => [.. Today.Sqlite.Take(version)];

    public override IReadOnlyList<Action<LiteDatabase>> LiteDb => [.. Today.LiteDb.Take(version)];

    public override PostgresSchema Postgres => Today.Postgres with { Migrations = [.. Today.Postgres.Migrations.Take(version)] };

    public override IReadOnlyList<MigrationStep> Describe(string engine) => [.. Today.Describe(engine).Take(version)];
}
