using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace SamosaChaat.Bench.Kills;

/// <summary>Gives each folder of a run a database of its own in one PostgreSQL.</summary>
internal sealed class FolderDatabases(OwnPostgres postgres)
{
    private readonly HashSet<string> made = [];

    /// <summary>Returns the connection string of a folder's database, and makes the database if there is none.</summary>
    public string ConnectionString(string folder)
    {
        var name = NameOf(folder);
        if (made.Add(name)) postgres.Ask($"CREATE DATABASE {name}");
        return new NpgsqlConnectionStringBuilder(postgres.ConnectionString) { Database = name }.ConnectionString;
    }

    /// <summary>Copies a database that no process uses, page by page, with the room of deleted rows.</summary>
    public void Copy(string from, string to)
    {
        var (source, target) = (NameOf(from), NameOf(to));
        // A process has ended before its session has, and PostgreSQL copies no database with a session.
        postgres.Ask($"SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = '{source}'");
        postgres.Ask($"CREATE DATABASE {target} TEMPLATE {source}");
        made.Add(target);
    }

    /// <summary>Removes the database of a folder, if there is one.</summary>
    public void Remove(string folder)
    {
        if (made.Remove(NameOf(folder))) postgres.Ask($"DROP DATABASE {NameOf(folder)} WITH (FORCE)");
    }

    private static string NameOf(string folder) => "k" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder)))[..24];
}
