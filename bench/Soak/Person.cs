namespace SamosaChaat.Bench.Soak;

/// <summary>Somebody with a few conversations, who does now this, now that, as their random number generator will have it.</summary>
internal sealed class Person(IServers servers, int number, PersonAccount account, int talksAtOnce = 3)
{
    private const int TurnsPerTalk = 25;
    private const int TurnsRemembered = 4;
    private const int AtOnce = 6;

    private readonly Random random = new(servers.Seed + (1_000 * number));
    private readonly Talk?[] talks = new Talk?[talksAtOnce];
    private readonly List<Task> doing = [];
    private int turns;

    public Client Client => account.Client;

    private ClientBehaviour ClientBehaviour => new(Client, servers.Tally);

    /// <summary>Sends a message to all of these at once, with one id.</summary>
    public async Task SendToAllAsync(IEnumerable<ServerRun> runs)
    {
        if (talks.FirstOrDefault(talk => talk is not null) is not { } talk) return;
        var id = Guid.NewGuid();
        var turn = talk.Begin(id, Model.Question(id, $"does one answer come from all of you, asks person {number}?"), null);
        await Task.WhenAll(runs.Select(run => ClientBehaviour.PostAsync(run, turn, cancelOther: false, Patience.Endless)));
    }

    /// <summary>Goes on until the state says that it is enough, and everything that was begun is over.</summary>
    public async Task LiveAsync(CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            await DoSomethingAsync(await servers.CurrentRunAsync());
            await Task.Delay(random.Next(120), CancellationToken.None);
            foreach (var over in doing.Where(task => task.IsCompleted)) await over;
            doing.RemoveAll(task => task.IsCompleted);
            if (doing.Count >= AtOnce) await Task.WhenAny(doing);
        }

        await Task.WhenAll(doing);
    }

    private async Task DoSomethingAsync(ServerRun run)
    {
        var (place, choice, waits, patience) = (random.Next(talksAtOnce), random.Next(100), random.Next(2) == 0, Patience.Some(random));
        if (talks[place] is not { } talk || talk.Turns.Count >= TurnsPerTalk)
        {
            talks[place] = await BeginTalkAsync(run);
            return;
        }

        var recent = talk.Turns.TakeLast(TurnsRemembered).ToArray();
        var turn = recent.Length == 0 || choice < 32 ? Begin(talk) : recent[random.Next(2) == 0 ? ^1 : random.Next(recent.Length)];
        var action = recent.Length == 0 || choice < 32 ? SendAsync(run, turn, patience) : choice switch
        {
            < 50 => ClientBehaviour.ResumeAsync(run, turn, Place(turn), patience),
            < 58 => CrowdAsync(run, turn),
            < 66 => ClientBehaviour.CancelAsync(run, turn),
            < 82 => RetryAsync(run, turn, patience),
            < 84 => ClientBehaviour.MisuseAsync(run, turn),
            // The turns of a conversation that is gone cannot be held against the store.
            84 when run.IsNode => LeaveAsync(run, place),
            85 when run.IsNode => account.SignInAgainAsync(run),
            < 92 when turn.AcknowledgedAt is not null => RegenerateAsync(run, talk, turn, patience),
            _ => ClientBehaviour.ListAsync(run, talk),
        };
        // Without a name the last turn is meant: nothing else shall begin here before it is known which that was.
        if (waits || choice is >= 84 and < 92) await action;
        else doing.Add(action);
    }

    private async Task<Talk?> BeginTalkAsync(ServerRun run)
    {
        var made = await Client.JsonAsync(run, HttpMethod.Post, "/conversations", new { title = $"Of person {number}", model_tag = "the-model" });
        return made is { } talk ? servers.Add(talk.GetProperty("id").GetGuid(), this) : null;
    }

    private Turn Begin(Talk talk)
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        var id = new Guid(bytes);
        return talk.Begin(id, Model.Question(id, $"what is turn {turns++} of person {number}? 🥟"), random.Next(4) == 0 ? random.Next(1, 60) : null);
    }

    private Task SendAsync(ServerRun run, Turn turn, Patience patience) => random.Next(7) switch
    {
        0 => ClientBehaviour.AskAsync(run, turn),
        // Pressed twice, or more often.
        1 => RetryAsync(run, turn, patience),
        _ => ClientBehaviour.PostAsync(run, turn, cancelOther: random.Next(5) == 0, patience),
    };

    private Task RetryAsync(ServerRun run, Turn turn, Patience patience)
    {
        var copies = random.Next(2) == 0 ? random.Next(2, 6) : 1;
        for (var i = 0; i < copies; i++) servers.Tally.Count(Deed.Retries);
        return Task.WhenAll(Enumerable.Range(0, copies).Select(_ => ClientBehaviour.PostAsync(run, turn, cancelOther: false, patience)));
    }

    private Task CrowdAsync(ServerRun run, Turn turn)
    {
        var readers = Enumerable.Range(0, random.Next(2, 6)).Select(_ => (From: Place(turn), Patience: Patience.Some(random))).ToArray();
        return Task.WhenAll(readers.Select(reader => ClientBehaviour.ResumeAsync(run, turn, reader.From, reader.Patience)));
    }

    private Task RegenerateAsync(ServerRun run, Talk talk, Turn turn, Patience patience) =>
        // A node that stood still takes the request when another turn is the last one.
        ClientBehaviour.RegenerateAsync(run, talk, random.Next(4) == 0 && !run.IsNode ? null : turn, patience);

    private Task LeaveAsync(ServerRun run, int place)
    {
        var talk = talks[place]!;
        talks[place] = null;
        return ClientBehaviour.DeleteAsync(run, talk);
    }

    /// <summary>The beginning, the last event that was seen, or one before it.</summary>
    private long? Place(Turn turn)
    {
        var (last, choice) = (turn.LastSeen, random.Next(4));
        if (last < 0 || choice == 0) return null;
        var begin = last - (last % StreamedEvent.IdsPerAttempt);
        return choice < 3 ? last : random.NextInt64(begin, last + 1);
    }
}
