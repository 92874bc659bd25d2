using System.Globalization;
using Npgsql;
using SamosaChaat.Shared.Diagnostics;

namespace SamosaChaat.Shared.Storage.Postgres;

/// <summary>
/// Migrates the schema while other nodes may use it. All steps run in one transaction. A lock lets one node at a time migrate.
/// Each step must leave a schema on which the previous version of the program still runs: it adds, and a later version removes.
/// </summary>
internal static class PostgresMigrator
{
    // Any constant works. These are the bytes of "samosa".
    private const long Lock = 0x73616D6F7361;

    // A step may take long on a large table, and so may the wait for another node that migrates.
    private const int NoLimit = 0;

    /// <summary>The number of versions that the data may be ahead of the program, as during a rolling update.</summary>
    public const int Ahead = 1;

    /// <exception cref="CannotStartException">The data is two versions ahead of this program, or more. It stays untouched.</exception>
    public static void Migrate(NpgsqlConnection connection, IReadOnlyList<string> steps)
    {
        using var transaction = connection.BeginTransaction();
        Run(string.Create(CultureInfo.InvariantCulture, $"SELECT pg_advisory_xact_lock({Lock})"));
        Run("CREATE TABLE IF NOT EXISTS schema_version (only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row), version integer NOT NULL)");
        Run("INSERT INTO schema_version (version) VALUES (0) ON CONFLICT DO NOTHING");
        Run(CommitMark.Table);
        var version = (int)Create("SELECT version FROM schema_version").ExecuteScalar()!;
        SchemaVersion.Refuse(version, steps.Count + Ahead);
        for (; version < steps.Count; version++) Run(steps[version]);
        Run(string.Create(CultureInfo.InvariantCulture, $"UPDATE schema_version SET version = {version}"));
        Run(CommitMark.RemoveOld);
        transaction.Commit();

        void Run(string text)
        {
            using var command = Create(text);
            command.ExecuteNonQuery();
        }

        // The text is a constant of this assembly or a migration embedded in it.
#pragma warning disable CA2100
        NpgsqlCommand Create(string text) => new(text, connection, transaction) { CommandTimeout = NoLimit };
#pragma warning restore CA2100
    }
}
