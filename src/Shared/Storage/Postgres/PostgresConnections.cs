using Npgsql;

namespace SamosaChaat.Shared.Storage.Postgres;

/// <summary>Opens connections to the server, with the settings that this program needs where the operator gives none.</summary>
internal sealed class PostgresConnections : IDisposable
{
    /// <summary>
    /// The time after which the server ends a transaction that waits for its client, and frees its locks. A client that is cut off or
    /// stopped must not keep other nodes from their work.
    /// </summary>
    public static readonly TimeSpan IdleLimit = TimeSpan.FromSeconds(5);

    /// <summary>Two readers for each processor. More were slower (docs/decisions/0026).</summary>
    private static int Readers => Math.Max(4, 2 * Environment.ProcessorCount);

    private readonly NpgsqlDataSource source;

    /// <exception cref="ArgumentException">The connection string is invalid.</exception>
    public PostgresConnections(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        // One more connection than readers: the writer keeps one.
        Default("Maximum Pool Size", () => settings.MaxPoolSize = Readers + 1);
        Default("Max Auto Prepare", () => settings.MaxAutoPrepare = 200);
        Default("Application Name", () => settings.ApplicationName = "samosachaat");
        // Transactions set everything for themselves only, so there is nothing to reset.
        settings.NoResetOnClose = true;
        settings.IncludeFailedBatchedCommand = true;
        settings.Multiplexing = false;
        settings.Enlist = false;
        var builder = new NpgsqlSlimDataSourceBuilder(settings.ConnectionString);
        builder.EnableArrays();
        builder.EnableExtraConversions();
        builder.EnableTransportSecurity();
        source = builder.Build();
        Server = $"{settings.Host}/{settings.Database}";

        void Default(string name, Action set)
        {
            if (!settings.ShouldSerialize(name)) set();
        }
    }

    /// <summary>The server's name and the database, without any secret, for messages.</summary>
    public string Server { get; }

    /// <summary>Returns why a connection string is invalid, or null if it is valid.</summary>
    public static string? FaultOf(string connectionString)
    {
        try
        {
            _ = new NpgsqlConnectionStringBuilder(connectionString);
            return null;
        }
        catch (ArgumentException e)
        {
            // Npgsql's messages name the keyword and never the values of others.
            return e.Message;
        }
    }

    public ValueTask<NpgsqlConnection> OpenAsync(CancellationToken ct) => source.OpenConnectionAsync(ct);

    public NpgsqlConnection Open() => source.OpenConnection();

    /// <summary>Closes all idle connections. Call it after one has turned out to be dead: the others may be dead as well.</summary>
    public void Clear() => source.Clear();

    public void Dispose() => source.Dispose();
}
