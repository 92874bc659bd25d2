using Npgsql;
using NpgsqlTypes;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Storage.Postgres;

namespace SamosaChaat.Shared.Identity;

/// <summary>Reads and writes the signing keys that several nodes share. It blocks, so call it on a thread that may wait.</summary>
internal sealed class KeyTable(PostgresConnections connections, KeySeal seal)
{
    // A retired key still verifies what it signed. No token lives longer than a day. The key that signs comes first.
    private const string ValidKeys = """
        SELECT kid, sealed FROM signing_keys WHERE retired_at IS NULL OR retired_at > clock_timestamp() - interval '1 day'
        ORDER BY retired_at NULLS FIRST, created_at DESC, kid
        """;

    /// <summary>Returns true if there are keys.</summary>
    public static bool HasKeys(PostgresConnections connections)
    {
        using var connection = connections.Open();
        using var command = new NpgsqlCommand("SELECT EXISTS (SELECT 1 FROM signing_keys)", connection);
        return command.ExecuteScalar() is true;
    }

    /// <summary>Returns the valid keys, the one that signs first.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">They were sealed with another secret.</exception>
    public List<SigningKey> Read()
    {
        using var connection = connections.Open();
        return Read(connection, null);
    }

    /// <summary>
    /// Returns the valid keys, with the given one among them. If there are none, the given one signs, or else a new one. Nodes that call
    /// this at the same time get the same keys.
    /// </summary>
    /// <param name="given">The key that this node has used so far. Null for none.</param>
    public List<SigningKey> ReadWith(SigningKey? given)
    {
        using var connection = connections.Open();
        using var transaction = connection.BeginTransaction();
        using var wait = new NpgsqlCommand("LOCK TABLE signing_keys IN SHARE ROW EXCLUSIVE MODE", connection, transaction);
        wait.ExecuteNonQuery();
        var keys = Read(connection, transaction);
        if (keys.Count == 0)
        {
            keys.Add(given ?? SigningKey.Create());
            Add(keys[0], isRetired: false);
        }
        else if (given is not null && keys.TrueForAll(key => key.Id != given.Id))
        {
            // The other nodes sign with their key, and tokens of this one stay valid.
            keys.Add(given);
            Add(given, isRetired: true);
        }

        transaction.Commit();
        return keys;

        void Add(SigningKey key, bool isRetired) => this.Add(connection, transaction, key, isRetired);
    }

    /// <summary>Lets a new key sign. The old one verifies until its tokens have expired.</summary>
    /// <returns>The new key.</returns>
    public SigningKey Rotate()
    {
        using var connection = connections.Open();
        using var transaction = connection.BeginTransaction();
        using var retire = new NpgsqlCommand(
            "UPDATE signing_keys SET retired_at = clock_timestamp() WHERE retired_at IS NULL", connection, transaction);
        if (retire.ExecuteNonQuery() == 0) throw new CannotStartException("The database has no signing key. The first start creates one.");
        var key = SigningKey.Create();
        Add(connection, transaction, key, isRetired: false);
        transaction.Commit();
        return key;
    }

    private void Add(NpgsqlConnection connection, NpgsqlTransaction transaction, SigningKey key, bool isRetired)
    {
        using var insert = new NpgsqlCommand(
            """
            INSERT INTO signing_keys (kid, sealed, retired_at) VALUES ($1, $2, CASE WHEN $3 THEN clock_timestamp() END)
            ON CONFLICT (kid) DO NOTHING
            """,
            connection,
            transaction);
        insert.Parameters.Add(new() { Value = key.Id, NpgsqlDbType = NpgsqlDbType.Text });
        insert.Parameters.Add(new() { Value = seal.Seal(key.Id, key.ToBytes()), NpgsqlDbType = NpgsqlDbType.Bytea });
        insert.Parameters.Add(new() { Value = isRetired, NpgsqlDbType = NpgsqlDbType.Boolean });
        insert.ExecuteNonQuery();
    }

    private List<SigningKey> Read(NpgsqlConnection connection, NpgsqlTransaction? transaction)
    {
        using var command = new NpgsqlCommand(ValidKeys, connection, transaction);
        using var reader = command.ExecuteReader();
        var keys = new List<SigningKey>();
        while (reader.Read())
        {
            var (id, bytes) = (reader.GetString(0), reader.GetFieldValue<byte[]>(1));
            keys.Add(SigningKey.FromBytes(seal.Open(id, bytes)));
        }

        return keys;
    }
}
