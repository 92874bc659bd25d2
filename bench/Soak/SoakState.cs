using System.Collections.Concurrent;

namespace SamosaChaat.Bench.Soak;

/// <summary>A server that is killed again and again, its folder, its model and its people.</summary>
internal sealed class SoakState : IServers, IAsyncDisposable
{
    private readonly SoakOptions options;
    private readonly Tally tally;
    private readonly Model model;
    private readonly ServerRuns runs;
    private readonly string data;
    private readonly ConcurrentQueue<(Talk Talk, Person Owner)> talks = [];

    public SoakState(SoakOptions options, int seed, Tally tally, string folder)
    {
        (this.options, Seed, this.tally) = (options, seed, tally);
        data = Path.Combine(folder, "data");
        model = new(seed, tally);
        runs = new(options, seed, tally, data, model);
    }

    public int Seed { get; }

    public Tally Tally => tally;

    /// <summary>The server that is ready, or the next one that will be.</summary>
    public Task<ServerRun> CurrentRunAsync() => runs.Current;

    public Talk Add(Guid conversation, Person owner)
    {
        var talk = new Talk(conversation, Seed, tally);
        talks.Enqueue((talk, owner));
        return talk;
    }

    public void SignedOut(string token) => throw new NotSupportedException("Nobody signs out of a single server.");

    public async Task RunAsync(CancellationToken enough)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(enough);
        var people = await ArriveAsync(await runs.BeginAsync());
        var living = people.Select(person => person.LiveAsync(over.Token)).ToArray();
        while (!over.IsCancellationRequested && !living.Any(task => task.IsFaulted))
        {
            await runs.EndBySomeSignalAsync(over.Token);
            await runs.BeginAsync();
        }

        await over.CancelAsync();
        await Task.WhenAll(living);
        var check = new FinalCheck(model, options.Strict, tally);
        var end = await CurrentRunAsync();
        await Task.WhenAll(talks.GroupBy(talk => talk.Owner).Select(own => check.HoldAsync(end, own.Key.Client, [.. own.Select(talk => talk.Talk)])));
        await runs.EndAsync();
        new StoreCheck(model, tally, Seed).Hold(data, options.Engine, talks.SelectMany(talk => talk.Talk.Turns));
    }

    public async ValueTask DisposeAsync()
    {
        await runs.DisposeAsync();
        await model.DisposeAsync();
    }

    private async Task<Person[]> ArriveAsync(ServerRun run)
    {
        var people = new List<Person>();
        for (var i = 0; i < options.People; i++)
        {
            people.Add(new(this, i, await PersonAccount.RegisterAsync(this, run, $"person{i}@example.com")));
        }

        return [.. people];
    }
}
