using System.Diagnostics.Metrics;
using System.Globalization;
using SamosaChaat.Bench.Hosting;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Turns.Operations;

namespace SamosaChaat.Bench.Ratios;

/// <summary>Counts the messages to PostgreSQL that a batch of commands takes. Npgsql measures each, in this process.</summary>
internal static class BatchTrips
{
    /// <returns>The round trips of a batch, at the median, and the most commands that shared one.</returns>
    public static async Task<(double Trips, double Commands)> CountAsync(ServerSetup setup, OwnPostgres server, Account[] accounts)
    {
        using var folder = new OpenFolder(setup.Folder, setup.Engine, setup.ConnectionString);
        var trips = 0;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (instrument is { Meter.Name: "Npgsql", Name: "db.client.operation.duration" })
                {
                    listening.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((_, _, _, _) => Interlocked.Increment(ref trips));
        listener.Start();

        // The first write opens the connection.
        await StartAsync(folder.Store, accounts[0]);
        var (tripsBefore, batchesBefore) = (trips, Batches(server));
        await Task.WhenAll(accounts.Skip(1).Select(account => StartAsync(folder.Store, account)));
        var batches = Batches(server) - batchesBefore;
        return ((trips - tripsBefore) / batches, (accounts.Length - 1) / batches);
    }

    /// <summary>Each transaction of a writer counts itself.</summary>
    private static double Batches(OwnPostgres server) =>
        double.Parse(server.Ask("SELECT sum(batch) FROM commit_marks")[0], CultureInfo.InvariantCulture);

    private static async Task StartAsync(IStore store, Account account)
    {
        var clock = TimeProvider.System;
        var start = new StartTurn(
            account.UserId, account.ConversationId, clock.NewId(), "Tell me about samosas.", 5, new Sampling(null, null, null), _ => int.MaxValue,
            clock.NewId(), mayStart: true, clock.Now());
        if ((await store.WriteAsync(start, default)).Status != StartTurnStatus.Started) throw new InvalidOperationException("A turn did not start.");
    }
}
