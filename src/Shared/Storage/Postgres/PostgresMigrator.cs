using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Storage.Upgrades;

namespace SamosaChaat.Shared.Storage.Postgres;

/// <summary>
/// Migrates the schema while other nodes may use it. All steps run in one transaction. A lock lets one node at a time migrate.
/// Each step must leave a schema on which the previous version of the program still runs: it adds, and a later version removes. The data
/// says for which programs it is, so an older program also starts, whatever the number of steps between the two.
/// </summary>
internal static class PostgresMigrator
{
    // Any constant works. These are the bytes of "samosa".
    private const long Lock = 0x73616D6F7361;

    // A step may take long on a large table, and so may the wait for another node that migrates.
    private const int NoLimit = 0;

    /// <summary>Returns the version of the data, which may be ahead of the program, as during a rolling update.</summary>
    /// <param name="newest">The newest version that this program knows.</param>
    /// <exception cref="CannotStartException">This program is too old for the data.</exception>
    public static int Version(NpgsqlConnection connection, int newest)
    {
        // Older data does not say for which programs it is.
        using var command = new NpgsqlCommand(
            "SELECT version, COALESCE((to_jsonb(schema_version) ->> 'oldest')::integer, 0) FROM schema_version", connection);
        using var row = command.ExecuteReader();
        row.Read();
        var (version, oldest) = (row.GetInt32(0), row.GetInt32(1));
        if (newest < oldest) SchemaVersion.Refuse(version, newest);
        return version;
    }

    /// <summary>Refuses a database that is not the expected one. A new database is another one.</summary>
    /// <returns>The id that the store has, or has from now on.</returns>
    /// <exception cref="ForeignStoreException">It is another store. It stays untouched.</exception>
    public static Guid Expect(NpgsqlConnection connection, Guid? expected)
    {
        var (isNew, found) = (true, (Guid?)null);
        using var exists = new NpgsqlCommand("SELECT to_regclass('schema_version') IS NOT NULL", connection);
        if (exists.ExecuteScalar() is true)
        {
            // Older data has no id.
            using var command = new NpgsqlCommand(
                "SELECT (to_jsonb(schema_version) ->> 'store_id')::uuid FROM schema_version WHERE version > 0", connection);
            using var row = command.ExecuteReader();
            isNew = !row.Read();
            if (!isNew && !row.IsDBNull(0)) found = row.GetGuid(0);
        }

        if (isNew && expected is not null) throw new ForeignStoreException();
        return StoreIdentity.Settle(found, expected);
    }

    /// <summary>Migrates the schema to the newest version, if it is older.</summary>
    /// <param name="expected">The id that the store must have if it has one. Null for any.</param>
    /// <param name="watch">Null if nobody waits for it.</param>
    /// <returns>The store's id.</returns>
    /// <exception cref="CannotStartException">
    /// This program is too old for the data, or a step failed. The data stays untouched.
    /// </exception>
    /// <exception cref="ForeignStoreException">It is another store. It stays untouched.</exception>
    public static Guid Migrate(
        NpgsqlConnection connection, PostgresSchema schema, Guid? expected = null, IUpgradeWatch? watch = null)
    {
        var steps = schema.Migrations;
        using var transaction = connection.BeginTransaction();
        Run(string.Create(CultureInfo.InvariantCulture, $"SELECT pg_advisory_xact_lock({Lock})"));
        var id = Expect(connection, expected);
        Run("""
            CREATE TABLE IF NOT EXISTS schema_version (
                only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row), version integer NOT NULL)
            """);
        Run("INSERT INTO schema_version (version) VALUES (0) ON CONFLICT DO NOTHING");
        Run(CommitMark.Table);
        var from = Version(connection, steps.Count);
        var version = Math.Max(from, steps.Count);
        if (from is not 0 && from < version) UpgradeFailure.Explain(from, version, () => Advance(watch), IsFullDisk);
        else Advance(watch: null);
        Run("ALTER TABLE schema_version ADD COLUMN IF NOT EXISTS oldest integer NOT NULL DEFAULT 0");
        Run(string.Create(
            CultureInfo.InvariantCulture,
            $"UPDATE schema_version SET version = {version}, oldest = GREATEST(oldest, {schema.Oldest})"));
        Run("ALTER TABLE schema_version ADD COLUMN IF NOT EXISTS store_id uuid");
        using (var identify = new NpgsqlCommand("UPDATE schema_version SET store_id = @id", connection, transaction))
        {
            identify.Parameters.Add(new NpgsqlParameter<Guid>("@id", NpgsqlDbType.Uuid) { TypedValue = id });
            identify.ExecuteNonQuery();
        }

        Run(CommitMark.RemoveOld);
        transaction.Commit();
        if (from is not 0 && from < version) watch?.End(copy: null);
        return id;

        bool Advance(IUpgradeWatch? watch)
        {
            watch?.Begin(from, version);
            for (var step = from; step < version; step++)
            {
                watch?.Step(step + 1);
                Run(steps[step]);
            }

            return true;
        }

        void Run(string text)
        {
            // The text is a constant of this assembly or a migration embedded in it.
#pragma warning disable CA2100
            using var command = new NpgsqlCommand(text, connection, transaction) { CommandTimeout = NoLimit };
#pragma warning restore CA2100
            command.ExecuteNonQuery();
        }
    }

    private static bool IsFullDisk(Exception failure) => failure is PostgresException { SqlState: PostgresErrorCodes.DiskFull };
}
