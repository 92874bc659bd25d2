using System.Collections.Concurrent;
using SamosaChaat.Bench.Hosting;

namespace SamosaChaat.Bench.Soak;

internal enum Signal
{
    Kill,
    Term,

    /// <summary>As a service manager does that does not wait for long.</summary>
    TermThenKill,
}

/// <summary>A server that is killed again and again, its folder, its model and its people.</summary>
internal sealed class World(SoakOptions options, int seed, Tally tally, string folder) : IAsyncDisposable
{
    /// <summary>How long a server is spared at most that nobody reads from.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(15);

    private readonly Model model = new(seed, tally);
    private readonly ConcurrentQueue<(Talk Talk, Person Owner)> talks = [];
    private readonly Random random = new(seed);
    private volatile TaskCompletionSource<Life> current = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Life? last;
    private int lives;

    public int Seed => seed;

    public Tally Tally => tally;

    /// <summary>The server that is ready, or the next one that will be.</summary>
    public Task<Life> LifeAsync() => current.Task;

    public Talk Add(Guid conversation, Person owner)
    {
        var talk = new Talk(conversation, seed, tally);
        talks.Enqueue((talk, owner));
        return talk;
    }

    public async Task RunAsync(CancellationToken enough)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(enough);
        var people = await ArriveAsync(await BeginLifeAsync());
        var living = people.Select(person => person.LiveAsync(over.Token)).ToArray();
        while (!over.IsCancellationRequested && !living.Any(task => task.IsFaulted))
        {
            await Task.Delay(random.Next(200, 2_000), CancellationToken.None);
            await Task.WhenAny(last!.Busy, Task.Delay(Quiet, over.Token));
            await EndLifeAsync(random.Next(12) switch { 0 => Signal.Term, 1 => Signal.TermThenKill, _ => Signal.Kill });
            while (random.Next(10) == 0) await DieInStartAsync();
            await BeginLifeAsync();
        }

        await over.CancelAsync();
        await Task.WhenAll(living);
        var check = new FinalCheck(model, options.Strict, tally);
        var end = await LifeAsync();
        await Task.WhenAll(talks.GroupBy(talk => talk.Owner).Select(own => check.HoldAsync(end, own.Key.Client, [.. own.Select(talk => talk.Talk)])));
        await EndLifeAsync(Signal.Term);
        var turns = talks.SelectMany(talk => talk.Talk.Turns);
        new StoreCheck(model, tally, seed).Hold(Path.Combine(folder, "data"), options.Engine, turns);
    }

    public async ValueTask DisposeAsync()
    {
        if (last is not null) await last.DisposeAsync();
        await model.DisposeAsync();
    }

    private async Task<Life> BeginLifeAsync()
    {
        last = new Life(++lives, await StartAsync(CancellationToken.None), busyAfter: random.Next(1, 100));
        var health = await new Client(tally, seed, null).JsonAsync(last, HttpMethod.Get, "/health");
        if (health?.GetProperty("ready").GetBoolean() != true) tally.Violation("it listens and is not ready", $"seed {seed}, life {lives}: {health}");
        current.SetResult(last);
        return last;
    }

    private Task<ServerProcess> StartAsync(CancellationToken killed) => ServerProcess.StartAsync(
        new(Path.Combine(folder, "data"), options.Engine, options.Program), Read, ServerSettings.For(options, model.Url, regenerates: random.Next(4) == 0), killed);

    /// <summary>Killed before it is ready, perhaps while it puts in order what the kill before left.</summary>
    private async Task DieInStartAsync()
    {
        using var kill = new CancellationTokenSource(random.Next(2_000));
        try
        {
            var process = await StartAsync(kill.Token);
            CountKill();
            await process.DisposeAsync();
        }
        catch (OperationCanceledException)
        {
            CountKill();
        }

        tally.Count(Deed.KillsInStart);
    }

    private async Task EndLifeAsync(Signal signal)
    {
        var life = last!;
        if (life.Process.ExitCode is { } early) tally.Violation("the server ended by itself", $"seed {seed}, life {life.Number}, exit code {early}");
        current = new(TaskCreationOptions.RunContinuationsAsynchronously);
        if (signal == Signal.Kill)
        {
            CountKill();
            await life.KillAsync();
        }
        else
        {
            await TerminateAsync(life, killAfter: signal == Signal.TermThenKill ? TimeSpan.FromMilliseconds(random.Next(1_500)) : Timeout.InfiniteTimeSpan);
        }

        last = null;
        await life.DisposeAsync();
    }

    private async Task TerminateAsync(Life life, TimeSpan killAfter)
    {
        tally.Count(Deed.Terms);
        var ending = life.TerminateAsync();
        if (await Task.WhenAny(ending, Task.Delay(killAfter)) == ending)
        {
            if (await ending is not 0 and var code) tally.Violation("it did not stop in order", $"seed {seed}, life {life.Number}, exit code {code}");
            return;
        }

        CountKill();
        tally.Count(Deed.KillsInDrain);
        await life.KillAsync();
        await ending;
    }

    private void CountKill()
    {
        tally.Count(Deed.Kills);
        tally.Count(Deed.AnswersCutByKills, model.Answering);
    }

    private async Task<Person[]> ArriveAsync(Life life)
    {
        var people = new List<Person>();
        for (var i = 0; i < options.People; i++)
        {
            var account = new { email = $"person{i}@example.com", password = "a-password-of-theirs" };
            var made = await new Client(tally, seed, null).JsonAsync(life, HttpMethod.Post, "/auth/register", account);
            people.Add(new(this, i, made!.Value.GetProperty("access_token").GetString()!));
        }

        return [.. people];
    }

    /// <summary>That models fail is a warning; an error is the server's own.</summary>
    private void Read(string line)
    {
        if (line.Contains("\"level\":\"Error\"", StringComparison.Ordinal) || line.Contains("\"level\":\"Critical\"", StringComparison.Ordinal))
        {
            tally.Violation("the server logged an error", $"seed {seed}, life {lives}: {line}");
        }
    }
}
