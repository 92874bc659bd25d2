using Npgsql;

namespace SamosaChaat.Shared.Storage.Postgres;

/// <summary>Opens connections to the server, with the settings that this program needs where the operator gives none.</summary>
internal sealed class PostgresConnections : IDisposable
{
    /// <summary>Two readers for each processor. More were slower (docs/decisions/0026).</summary>
    private static int Readers => Math.Max(4, 2 * Environment.ProcessorCount);

    private readonly NpgsqlConnectionStringBuilder settings;
    private readonly bool mayAdapt;
    private readonly NpgsqlDataSource alone;
    private readonly Lazy<NpgsqlDataSource> writer;
    private readonly Lazy<NpgsqlDataSource> readers;

    /// <exception cref="ArgumentException">The connection string is invalid.</exception>
    public PostgresConnections(string connectionString)
    {
        settings = new(connectionString);
        mayAdapt = !settings.ShouldSerialize("Max Auto Prepare");
        // One more connection than readers: the writer keeps one.
        Default("Maximum Pool Size", () => settings.MaxPoolSize = Readers + 1);
        Default("Max Auto Prepare", () => settings.MaxAutoPrepare = 200);
        Default("Application Name", () => settings.ApplicationName = "samosachaat");
        Default("Command Timeout", () => settings.CommandTimeout = 15);
        // The new primary is found soon after a promotion.
        Default("Host Recheck Seconds", () => settings.HostRecheckSeconds = 1);
        // Build chooses the primary.
        settings.TargetSessionAttributes = null;
        // Transactions set everything for themselves only, so there is nothing to reset.
        settings.NoResetOnClose = true;
        settings.IncludeFailedBatchedCommand = true;
        settings.Multiplexing = false;
        settings.Enlist = false;
        Server = NameOf(settings);
        alone = Build(one => (one.Pooling, one.MaxAutoPrepare) = (false, 0));
        writer = new(() => Build(one => one.Pooling = false));
        readers = new(() => Build(one => one.MaxPoolSize = Math.Max(1, one.MaxPoolSize - 1)));

        void Default(string name, Action set)
        {
            if (!settings.ShouldSerialize(name)) set();
        }
    }

    /// <summary>The server's name and the database, without any secret, for messages.</summary>
    public string Server { get; }

    /// <inheritdoc cref="Server"/>
    public static string NameOf(string connectionString) => NameOf(new NpgsqlConnectionStringBuilder(connectionString));

    /// <summary>The number of connections that send queries at the same time. No more than the pool has are open.</summary>
    public static int SharedReaders => Readers;

    /// <summary>Returns why a connection string is invalid, or null if it is valid.</summary>
    public static string? FaultOf(string connectionString)
    {
        try
        {
            return string.IsNullOrWhiteSpace(new NpgsqlConnectionStringBuilder(connectionString).Host) ? "It names no Host." : null;
        }
        catch (ArgumentException e)
        {
            // Npgsql's messages name the keyword and never the values of others.
            return e.Message;
        }
    }

    /// <summary>
    /// Looks whether a pooler, such as PgBouncer, stands before the server, and prepares no statements then unless the operator wants that.
    /// It can give each transaction another session, which does not know the statement, or knows another one by its name. Call it before
    /// the first read or write.
    /// </summary>
    /// <param name="connection">A connection of <see cref="Open"/>.</param>
    /// <returns>True if no statements are prepared because of a pooler.</returns>
    public bool AdaptToPooler(NpgsqlConnection connection)
    {
        if (!mayAdapt) return false;
        using var command = new NpgsqlCommand("SELECT pg_backend_pid()", connection);
        // A pooler names a process of its own to the client.
        if ((int)command.ExecuteScalar()! == connection.ProcessID) return false;
        settings.MaxAutoPrepare = 0;
        return true;
    }

    /// <summary>Opens a connection outside of the pool that prepares nothing. It is closed when it is disposed of.</summary>
    public NpgsqlConnection Open() => alone.OpenConnection();

    /// <summary>Opens the writer's connection. It is closed when it is disposed of, and waits for no reader.</summary>
    public NpgsqlConnection OpenWriter() => writer.Value.OpenConnection();

    /// <summary>Opens a reader's connection, or waits for one.</summary>
    public ValueTask<NpgsqlConnection> OpenAsync(CancellationToken ct) => readers.Value.OpenConnectionAsync(ct);

    /// <summary>Closes all idle connections of readers. Call it after one has turned out to be dead: the others may be dead too.</summary>
    public void Clear()
    {
        if (readers.IsValueCreated) readers.Value.Clear();
    }

    public void Dispose()
    {
        alone.Dispose();
        if (writer.IsValueCreated) writer.Value.Dispose();
        if (readers.IsValueCreated) readers.Value.Dispose();
    }

    private static string NameOf(NpgsqlConnectionStringBuilder settings) => $"{settings.Host}/{settings.Database}";

    private NpgsqlDataSource Build(Action<NpgsqlConnectionStringBuilder> change)
    {
        var builder = new NpgsqlSlimDataSourceBuilder(settings.ConnectionString);
        change(builder.ConnectionStringBuilder);
        builder.EnableArrays();
        builder.EnableExtraConversions();
        builder.EnableTransportSecurity();
        // The program uses PostgreSQL's own types alone. Each pool would ask for all others: 20 to 30 ms in an empty database, more beside many tables.
        builder.ConfigureTypeLoading(types => types.EnableTypeLoading(false));
        var hasSeveral = settings.Host?.Contains(',', StringComparison.Ordinal) is true;
        return hasSeveral ? builder.BuildMultiHost().WithTargetSession(TargetSessionAttributes.Primary) : builder.Build();
    }
}
