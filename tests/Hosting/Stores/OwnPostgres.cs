using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace SamosaChaat.Tests.Hosting.Stores;

/// <summary>
/// A real PostgreSQL server that its test may stop, start, kill and promote. Its binaries are in <c>SAMOSACHAAT_POSTGRES</c>, or where Debian and
/// others install them. It does not wait for its disk: no test cuts its power.
/// </summary>
internal sealed partial class OwnPostgres : IDisposable
{
    /// <summary>For a connection string: the server is not asked for the types of all tables.</summary>
    public const string NoTypes = "Server Compatibility Mode=NoTypeLoading";

    private readonly string folder = Directory.CreateTempSubdirectory("samosachaat-postgres-").FullName;
    private readonly string[] settings;
    private Process process;

    /// <summary>Makes an empty server, or a copy of another one that follows it.</summary>
    private OwnPostgres(OwnPostgres? primary, string[] settings)
    {
        this.settings = settings;
        // The server refuses to run as root.
        if (Environment.IsPrivilegedProcess) Programs.Run("chown", "postgres", folder);
        if (primary is null) RunTool("initdb", "-D", Data, "-A", "trust", "-U", "samosachaat", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
        else RunTool("pg_basebackup", "-D", Data, "-R", "-c", "fast", "--no-sync", "-d", $"host=127.0.0.1 port={primary.Port} user=samosachaat application_name=standby");
        process = Start();
    }

    /// <summary>True if this machine has PostgreSQL.</summary>
    public static bool IsInstalled => Programs.Folder("initdb") is not null;

    public int Port { get; } = FreePort();

    public string ConnectionString => $"Host=127.0.0.1;Port={Port};{Account}";

    public static string Account => "Username=samosachaat;Database=postgres";

    private string Data => Path.Combine(folder, "data");

    /// <summary>Starts a server on a machine that has PostgreSQL.</summary>
    /// <param name="settings">Such as <c>max_connections=10</c>.</param>
    public static OwnPostgres StartInstalled(params string[] settings) => new(null, settings);

    /// <summary>Starts a copy of this server that follows it until it is promoted.</summary>
    public OwnPostgres StartStandby() => new(this, settings);

    public void Promote() => RunTool("pg_ctl", "promote", "-D", Data, "-w");

    /// <summary>Stops it as <c>pg_ctl stop -m immediate</c> does: nobody is told, and the next start recovers.</summary>
    public void Stop()
    {
        Programs.Run("kill", "-QUIT", $"{process.Id}");
        process.WaitForExit();
    }

    /// <summary>Kills every process of it.</summary>
    public void Kill()
    {
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
    }

    /// <summary>Starts it again after <see cref="Stop"/> or <see cref="Kill"/>, at the same address.</summary>
    public void StartAgain() => process = Start();

    /// <summary>Runs a statement and returns the first column.</summary>
    public List<string> Ask(string text) => Ask(ConnectionString, text);

    /// <inheritdoc cref="Ask(string)"/>
    public static List<string> Ask(string connectionString, string text)
    {
        using var connection = new NpgsqlConnection($"{connectionString};Pooling=False;{NoTypes}");
        connection.Open();
        using var command = new NpgsqlCommand(text, connection);
        using var reader = command.ExecuteReader();
        var values = new List<string>();
        while (reader.Read()) values.Add(reader.IsDBNull(0) ? "" : $"{reader.GetValue(0)}");
        return values;
    }

    /// <summary>Adds a line before all other rules of <c>pg_hba.conf</c>.</summary>
    public void PutFirstInAccessRules(string line)
    {
        var file = Path.Combine(Data, "pg_hba.conf");
        File.WriteAllText(file, line + "\n" + File.ReadAllText(file));
        Ask("SELECT pg_reload_conf()");
    }

    public void Dispose()
    {
        if (!process.HasExited) Kill();
        Directory.Delete(folder, recursive: true);
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private Process Start()
    {
        var server = Programs.Start([
            .. Programs.AsPostgres, Programs.Path("postgres"), "-D", Data, "-p", $"{Port}", "-c", "listen_addresses=127.0.0.1",
            "-c", $"unix_socket_directories={folder}", "-c", "fsync=off", "-c", "full_page_writes=off", "-c", "max_connections=1000",
            "-c", "shared_buffers=64MB", "-c", "log_min_messages=panic", "-c", "max_locks_per_transaction=256",
            .. settings.SelectMany(setting => new[] { "-c", setting }),
        ]);
        Children.Add(server);
        var ready = Programs.Path("pg_isready");
        Programs.Run("sh", "-c", $"for i in $(seq 600); do '{ready}' -q -h 127.0.0.1 -p {Port} -U samosachaat && exit 0; sleep 0.1; done; exit 1");
        return server;
    }

    private static void RunTool(string name, params string[] arguments) => Programs.Run([.. Programs.AsPostgres, Programs.Path(name), .. arguments]);
}
