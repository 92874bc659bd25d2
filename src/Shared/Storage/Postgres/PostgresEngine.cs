using System.Collections.Concurrent;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Storage.Upgrades;

namespace SamosaChaat.Shared.Storage.Postgres;

/// <summary>
/// Runs PostgreSQL (docs/decisions/0026). Queries wait for the network without a thread. Commands share transactions on one connection.
/// </summary>
internal sealed partial class PostgresEngine : IEngine
{
    private const string BeginSnapshot = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

    // Queries of these types need more than one statement. The first one of each type shows it.
    private readonly ConcurrentDictionary<Type, bool> needSnapshot = new();
    private readonly Outage outage = new();
    private readonly PostgresConnections connections;
    private readonly SharedReads reads;
    private readonly PostgresWriter writer;
    private readonly WriteQueue writes;

    /// <param name="logger">Null if there is no log.</param>
    /// <param name="expected">The id that the store must have if it has one. Null for any.</param>
    /// <param name="watch">Is told of an upgrade. May be null.</param>
    /// <exception cref="ForeignStoreException">It is another store.</exception>
    public PostgresEngine(
        PostgresConnections connections,
        PostgresSchema schema,
        StoreMetrics? metrics = null,
        ILogger? logger = null,
        Guid? expected = null,
        IUpgradeWatch? watch = null)
    {
        this.connections = connections;
        using (var connection = connections.Open())
        {
            StoreId = PostgresMigrator.Migrate(connection, schema, expected, watch);
            if (connections.AdaptToPooler(connection) && logger is not null) LogPooler(logger);
        }

        reads = new SharedReads(connections);
        writer = new PostgresWriter(connections, schema, metrics, new FullDiskLog(logger, TimeProvider.System));
        writes = new WriteQueue(writer, metrics);
    }

    public string Name => StorageOptions.Postgres;

    public Guid StoreId { get; }

    public PostgresConnections Connections => connections;

    /// <summary>
    /// Writes as this node from now on. Transactions fail with <see cref="FencedException"/> as soon as the node's row is gone.
    /// </summary>
    public void Fence(Guid nodeId) => writer.NodeId = nodeId;

    public async ValueTask<T> ReadAsync<T>(Query<T> query, CancellationToken ct)
    {
        for (var firstFailure = 0L; ;)
        {
            try
            {
                var result = await RunAsync(query, ct);
                outage.End();
                return result;
            }
            catch (Exception e)
            {
                await PoolThread.SwitchAsync();
                if (!e.IsOutage()) throw;
                if (!outage.MayTryAgain(ref firstFailure)) throw new StoreUnavailableException(e);
            }

            // The server was restarted, or another one took its place. A query changes nothing, so it can run again.
            connections.Clear();
            await Task.Delay(Outage.Pause, ct);
        }
    }

    public ValueTask<T> WriteAsync<T>(Command<T> command, CancellationToken ct) => new(writes.Enqueue(command, ct));

    public void TrimMemory() => connections.Clear();

    public void Dispose()
    {
        writes.Dispose();
        writer.Dispose();
        connections.Dispose();
    }

    private async ValueTask<T> RunAsync<T>(Query<T> query, CancellationToken ct)
    {
        if (!needSnapshot.ContainsKey(query.GetType()))
        {
            // A single statement sees one snapshot without a transaction.
            var waiting = new WaitingStatements();
            var reading = query.Sql(new PostgresSession(waiting, 0));
            if (waiting.Count == 1) await reads.SendAsync(waiting[0], ct);
            if (reading.IsCompleted) return await reading;
            needSnapshot[query.GetType()] = true;
        }

        return await ReadSnapshotAsync(query, ct);
    }

    private async ValueTask<T> ReadSnapshotAsync<T>(Query<T> query, CancellationToken ct)
    {
        await using var connection = await connections.OpenAsync(ct);
        var trip = new RoundTrip(connection, blocking: false);
        trip.Add(BeginSnapshot);
        var reading = query.Sql(new PostgresSession(trip, 0));
        while (!reading.IsCompleted)
        {
            if (trip.Count == 0) throw new InvalidOperationException("A query waits for something other than the store.");
            await SendAsync(trip);
        }

        trip.Add("COMMIT");
        await SendAsync(trip);
        // The socket's thread, which has read the result, must not run the caller.
        await PoolThread.SwitchAsync();
        return await reading;
    }

    // A statement that was sent is read to its end: to cancel it would cost a connection.
    private static ValueTask SendAsync(RoundTrip trip) => trip.SendAsync(CancellationToken.None);

    [LoggerMessage(
        EventIds.StatementsNotPrepared, LogLevel.Information,
        "A pooler stands before the database, so no statement is prepared. 'Max Auto Prepare' in Storage:ConnectionString changes that")]
    private static partial void LogPooler(ILogger logger);
}
