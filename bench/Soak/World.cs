using System.Collections.Concurrent;
using SamosaChaat.Bench.Hosting;

namespace SamosaChaat.Bench.Soak;

/// <summary>A server that is killed again and again, its folder, its model and its people.</summary>
internal sealed class World(SoakOptions options, int seed, Tally tally, string folder) : IAsyncDisposable
{
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
            await EndLifeAsync(kill: random.Next(6) > 0);
            await BeginLifeAsync();
        }

        await over.CancelAsync();
        await Task.WhenAll(living);
        var check = new FinalCheck(model, options.Strict, tally);
        var end = await LifeAsync();
        await Task.WhenAll(talks.GroupBy(talk => talk.Owner).Select(own => check.HoldAsync(end, own.Key.Client, [.. own.Select(talk => talk.Talk)])));
        await EndLifeAsync(kill: false);
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
        var process = await ServerProcess.StartAsync(Path.Combine(folder, "data"), options.Engine, Read, ServerSettings.For(options, model.Url));
        last = new Life(++lives, process);
        var health = await new Client(tally, seed, null).JsonAsync(last, HttpMethod.Get, "/health");
        if (health?.GetProperty("ready").GetBoolean() != true) tally.Violation("it listens and is not ready", $"seed {seed}, life {lives}: {health}");
        current.SetResult(last);
        return last;
    }

    private async Task EndLifeAsync(bool kill)
    {
        var life = last!;
        if (life.Process.ExitCode is { } early) tally.Violation("the server ended by itself", $"seed {seed}, life {life.Number}, exit code {early}");
        current = new(TaskCreationOptions.RunContinuationsAsynchronously);
        if (kill) await life.KillAsync();
        else if (await life.TerminateAsync() is not 0 and var code) tally.Violation("it did not stop in order", $"seed {seed}, life {life.Number}, exit code {code}");
        tally.Count(kill ? Deed.Kills : Deed.Terms);
        last = null;
        await life.DisposeAsync();
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
