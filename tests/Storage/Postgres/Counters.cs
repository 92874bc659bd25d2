using SamosaChaat.Features.Auth.Register;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Tests.Storage.Postgres;

/// <summary>
/// Writers and readers that go on whatever happens to the server. Each writer counts in the store and remembers what was acknowledged, so it
/// shows what was lost or doubled.
/// </summary>
internal sealed class Counters : IAsyncDisposable
{
    private const int Writers = 16;
    private const int Readers = 8;

    private readonly User[] users = [.. Enumerable.Range(0, Writers).Select(_ => Some.User())];
    private readonly long[] acknowledged = new long[Writers];
    private readonly long[] unknown = new long[Writers];
    private readonly PostgresNode node;
    private readonly Task[] running;
    private TaskCompletionSource[] awaited = NewSources();
    private volatile bool ended;

    private Counters(PostgresNode node)
    {
        this.node = node;
        running = [.. Enumerable.Range(0, Writers).Select(WriteAsync), .. Enumerable.Range(0, Readers).Select(ReadAsync)];
    }

    public static async Task<Counters> StartAsync(PostgresNode node)
    {
        var counters = new Counters(node);
        await counters.AllSucceedAsync();
        return counters;
    }

    /// <summary>Waits until every writer and reader has succeeded with something that it began after this call.</summary>
    public async Task AllSucceedAsync()
    {
        var sources = NewSources();
        Volatile.Write(ref awaited, sources);
        var all = Task.WhenAll(sources.Select(source => source.Task));
        await await Task.WhenAny([all, .. running]).WaitAsync(Patience.Limit);
        await all.WaitAsync(Patience.Limit);
    }

    /// <summary>Ends all, and compares what was acknowledged with what is stored.</summary>
    public async Task CheckAsync()
    {
        ended = true;
        await Task.WhenAll(running).WaitAsync(Patience.Limit);
        for (var i = 0; i < Writers; i++)
        {
            var stored = (await node.ReadAsync(new FindUser(users[i].Id)))!.CreatedAt - users[i].CreatedAt;
            Assert.InRange(stored.Ticks / TimeSpan.TicksPerMicrosecond, acknowledged[i], acknowledged[i] + unknown[i]);
        }
    }

    public async ValueTask DisposeAsync()
    {
        ended = true;
        await Task.WhenAll(running).WaitAsync(Patience.Limit).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static TaskCompletionSource[] NewSources() =>
        [.. Enumerable.Range(0, Writers + Readers).Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))];

    private async Task WriteAsync(int i)
    {
        while (!await TryAsync(() => node.WriteAsync(new AddUser(users[i], Some.Session(users[i])))))
        {
            if (ended || await node.ReadAsync(new FindUser(users[i].Id)) is not null) break;
        }

        while (!ended)
        {
            var source = Volatile.Read(ref awaited)[i];
            var done = await TryAsync(async () => Assert.True(await node.WriteAsync(new Increment(users[i].Id))));
            Interlocked.Increment(ref (done ? acknowledged : unknown)[i]);
            if (done) source.TrySetResult();
        }
    }

    private async Task ReadAsync(int i)
    {
        while (!ended)
        {
            var source = Volatile.Read(ref awaited)[Writers + i];
            if (await TryAsync(() => node.ReadAsync(new Ask("SELECT count(*) FROM users")))) source.TrySetResult();
        }
    }

    /// <summary>Returns false if the store was not available. Any other failure is a fault.</summary>
    private static async Task<bool> TryAsync(Func<Task> attempt)
    {
        try
        {
            await attempt();
            return true;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }
}
