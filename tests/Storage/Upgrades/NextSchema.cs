using LiteDB;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.Postgres;
using SamosaChaat.Shared.Storage.Upgrades;

namespace SamosaChaat.Tests.Storage.Upgrades;

/// <summary>Today's schema with two steps more. The first one empties and changes what is there.</summary>
/// <param name="size">The bytes that the second step writes.</param>
internal sealed class NextSchema(bool fails = false, int size = 1) : SchemaMigrations
{
    private static readonly SchemaMigrations Today = ChatSchema.Migrations;

    private const string Changes = "CREATE TABLE extra (x TEXT); UPDATE users SET name = 'changed'; DELETE FROM sessions";

    public override IReadOnlyList<string> Sqlite => [.. Today.Sqlite, Changes, Text($"printf('%.*c', {size}, 'x')")];

    public override IReadOnlyList<Action<LiteDatabase>> LiteDb => [.. Today.LiteDb, First, Second];

    public override PostgresSchema Postgres => Today.Postgres with
    {
        Migrations = [.. Today.Postgres.Migrations, Changes, Text($"repeat('x', {size})")],
        Oldest = Today.NewestOf(StorageOptions.Postgres) + 1,
    };

    public override IReadOnlyList<MigrationStep> Describe(string engine) => [.. Today.Describe(engine), new("One."), new("Two.")];

    private string Text(string value) => fails ? "INSERT INTO nowhere VALUES (1)" : $"INSERT INTO extra VALUES ({value})";

    private static void First(LiteDatabase database)
    {
        foreach (var user in database.GetCollection("users").FindAll().ToArray())
        {
            user["name"] = "changed";
            database.GetCollection("users").Update(user);
        }

        database.GetCollection("sessions").DeleteAll();
    }

    private void Second(LiteDatabase database)
    {
        const int Part = 100_000;
        if (fails) throw new InvalidOperationException("There is no such collection.");
        for (var left = size; left > 0; left -= Part) database.GetCollection("extra").Insert(new BsonDocument { ["x"] = new string('x', Math.Min(left, Part)) });
    }
}
