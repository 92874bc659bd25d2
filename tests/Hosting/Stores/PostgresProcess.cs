using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace SamosaChaat.Tests.Hosting.Stores;

/// <summary>
/// A real PostgreSQL server for all tests of this process. It starts with the first test that needs it and ends with the process. Its binaries
/// are in <c>SAMOSACHAAT_POSTGRES</c>, or where Debian and others install them. It does not wait for its disk: no test cuts its power.
/// </summary>
internal sealed class PostgresProcess
{
    private const string Missing = "PostgreSQL is not installed (a folder with initdb and postgres: SAMOSACHAAT_POSTGRES).";

    private static readonly Lazy<PostgresProcess?> Shared = new(() => Binaries() is { } folder ? new PostgresProcess(folder) : null);

    private readonly string folder = Directory.CreateTempSubdirectory("samosachaat-postgres-").FullName;
    private readonly int port = FreePort();
    private readonly string binaries;
    private readonly Process process;

    private PostgresProcess(string binaries)
    {
        this.binaries = binaries;
        // The server refuses to run as root.
        if (Environment.IsPrivilegedProcess) Run("chown", "postgres", folder);
        var data = Path.Combine(folder, "data");
        Run([.. AsPostgres, Path.Combine(binaries, "initdb"), "-D", data, "-A", "trust", "-U", "samosachaat", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]);
        process = Start([
            .. AsPostgres, Path.Combine(binaries, "postgres"), "-D", data, "-p", $"{port}", "-c", "listen_addresses=127.0.0.1",
            "-c", $"unix_socket_directories={folder}", "-c", "fsync=off", "-c", "full_page_writes=off", "-c", "max_connections=1000",
            "-c", "shared_buffers=64MB", "-c", "log_min_messages=fatal", "-c", "max_locks_per_transaction=256",
        ]);
        Children.Add(process);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Remove();
        WaitUntilReady();
    }

    /// <summary>All rows of the tables that belong to a data folder, as text.</summary>
    public static string ContentsOf(string folder)
    {
        using var connection = new NpgsqlConnection(ConnectionString(folder));
        connection.Open();
        var rows = new System.Text.StringBuilder();
        foreach (var table in Column(connection, "SELECT table_name::text FROM information_schema.tables WHERE table_schema = current_schema()"))
        {
            rows.AppendJoin('\n', Column(connection, $"SELECT t::text FROM {table} t"));
        }

        return rows.ToString();
    }

    /// <summary>True if this machine has PostgreSQL.</summary>
    public static bool IsInstalled => Binaries() is not null;

    // Debian's package makes this account.
    private static string[] AsPostgres => Environment.IsPrivilegedProcess
        ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
        : [];

    private string Connection => $"Host=127.0.0.1;Port={port};Username=samosachaat;Database=postgres";

    /// <summary>
    /// Returns the connection string of the tables that belong to a data folder. The same folder always has the same ones. Skips the test
    /// if there is no server.
    /// </summary>
    public static string ConnectionString(string folder)
    {
        if (Shared.Value is not { } server) throw Skip();

        // A schema costs much less than a database.
        var schema = "t" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(folder)))[..24];
        using var connection = new NpgsqlConnection(server.Connection);
        connection.Open();
        using var command = new NpgsqlCommand($"CREATE SCHEMA IF NOT EXISTS {schema}", connection);
        command.ExecuteNonQuery();
        return $"{server.Connection};Search Path={schema}";
    }

    /// <summary>Skips the test. The caller throws the result only to tell the compiler that this does not return.</summary>
    public static Exception Skip()
    {
        Assert.Skip(Missing);
        return new System.Diagnostics.UnreachableException();
    }

    private void Remove()
    {
        process.Kill();
        process.WaitForExit(TimeSpan.FromSeconds(5));
        Directory.Delete(folder, recursive: true);
    }

    private static List<string> Column(NpgsqlConnection connection, string text)
    {
        using var command = new NpgsqlCommand(text, connection);
        using var reader = command.ExecuteReader();
        var values = new List<string>();
        while (reader.Read()) values.Add(reader.GetString(0));
        return values;
    }

    private static string? Binaries()
    {
        string[] folders =
        [
            Environment.GetEnvironmentVariable("SAMOSACHAAT_POSTGRES") ?? "",
            .. Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending().Select(version => Path.Combine(version, "bin")) : [],
            .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator),
        ];
        return folders.FirstOrDefault(folder => folder.Length > 0 && File.Exists(Path.Combine(folder, "initdb")));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void WaitUntilReady() =>
        Run(["sh", "-c", $"for i in $(seq 600); do '{binaries}/pg_isready' -q -h 127.0.0.1 -p {port} -U samosachaat && exit 0; sleep 0.1; done; exit 1"]);

    private static void Run(params string[] command)
    {
        using var started = Start(command);
        var said = started.StandardOutput.ReadToEnd();
        started.WaitForExit();
        Assert.True(started.ExitCode == 0, $"{string.Join(' ', command)}: {said}");
    }

    private static Process Start(string[] command) => Process.Start(new ProcessStartInfo(command[0], command[1..])
    {
        RedirectStandardOutput = true,
        WorkingDirectory = "/",
    })!;
}
