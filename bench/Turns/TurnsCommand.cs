using SamosaChaat.Bench.Hosting;
using SamosaChaat.Bench.Load;
using SamosaChaat.Bench.Measuring;
using SamosaChaat.Bench.Upstream;
using SamosaChaat.Shared.Inference;

namespace SamosaChaat.Bench.Turns;

/// <summary>
/// What does a turn cost that is stored, resumed and never lost, held against a proxy that passes on the same bytes and keeps nothing?
/// </summary>
internal sealed class TurnsCommand(Choice choice)
{
    /// <summary>The whole answer leaves the model's service at once.</summary>
    private const string AtOnce = "at-once";

    /// <summary>Each token leaves it by itself, as fast as it can.</summary>
    private const string Each = "each";

    /// <summary>Each token leaves it by itself, 50 a second.</summary>
    private const string Paced = "paced";

    /// <summary>The whole answer at once, in OpenAI's protocol.</summary>
    private const string OpenAi = "openai-at-once";

    private const string HeldAgainstPlain = "the same, against nginx as Debian has it";

    private const int Pace = 50;
    private const int Clients = 64;

    private static readonly NanochatOptions Plain = new(Tokens: 200, TokenBytes: 4, TokensPerSecond: 0, FlushEvery: 1);

    private readonly Sizes sizes = choice.Smoke ? Sizes.Smoke : Sizes.Full;

    /// <returns>0 when every figure is reached, 1 when one is not.</returns>
    public async Task<int> RunAsync()
    {
        var figures = await MeasureAsync();
        if (choice.Smoke) figures = [.. figures.Select(figure => figure.Told())];
        Console.WriteLine(FigureTable.Text(figures));
        return figures.All(figure => figure.IsReached) ? 0 : 1;
    }

    public async Task<IReadOnlyList<Figure>> MeasureAsync()
    {
        var folder = Directory.CreateTempSubdirectory("samosachaat-bench-").FullName;
        try
        {
            return await MeasureAsync(new ServerSetup(folder, choice.Engine, choice.Program));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<IReadOnlyList<Figure>> MeasureAsync(ServerSetup setup)
    {
        var crowd = await Account.SeedAsync(setup, sizes.Many, Paced);
        Account[] accounts = [.. await Account.SeedAsync(setup, Clients, AtOnce), .. await Account.SeedAsync(setup, Clients, Each), .. await Account.SeedAsync(setup, Clients, OpenAi), .. crowd];

        await using var atOnce = await NanochatCommand.StartAsync(Plain with { FlushEvery = 0 });
        await using var each = await NanochatCommand.StartAsync(Plain);
        await using var paced = await NanochatCommand.StartAsync(Plain with { Tokens = sizes.PacedTokens, TokensPerSecond = Pace });
        await using var openAi = await NanochatCommand.StartAsync(Plain with { FlushEvery = 0, Kind = UpstreamOptions.OpenAi });
        (string, Uri)[] services = [(AtOnce, atOnce.Url), (Each, each.Url), (Paced, paced.Url)];

        await using var server = await ServerProcess.StartAsync(setup, settings:
            [.. UpstreamSettings.Of(services), .. UpstreamSettings.Of(services.Length, OpenAi, new(openAi.Url, "v1"), UpstreamOptions.OpenAi)]);
        await using var nginx = await NginxProcess.StartAsync(NginxConfiguration.Tuned, services);
        await using var plain = await NginxProcess.StartAsync(NginxConfiguration.Plain, services);
        await using var serverLoad = await LoadProcess.StartAsync(server.Address, accounts);
        await using var nginxLoad = await LoadProcess.StartAsync(nginx.Address);
        await using var plainLoad = await LoadProcess.StartAsync(plain.Address);

        var (ours, theirs) = (Contender.Of(server, serverLoad), Contender.Of("nginx", nginx, nginxLoad));
        var three = new Contest(choice.Rounds, ours, theirs, Contender.Of("plain nginx", plain, plainLoad));
        var kinds = new Contest(choice.Rounds, ours with { Name = "openai", Model = OpenAi }, ours with { Name = "nanochat", Model = AtOnce });
        return [.. await AsFastAsCanBeAsync(three, server, nginx), .. await OfBothKindsAsync(kinds), .. await PacedAsync(new Contest(choice.Rounds, ours, theirs), server, crowd)];
    }

    private async Task<IReadOnlyList<Figure>> AsFastAsCanBeAsync(Contest contest, ServerProcess server, NginxProcess nginx)
    {
        var order = new LoadOrder(AtOnce, Clients, Plain.Tokens, Seconds: sizes.Seconds);
        await contest.WarmUpAsync(order, choice.WarmUp / 2);
        await contest.WarmUpAsync(order with { Model = Each }, choice.WarmUp / 2);

        var full = await contest.MeasureAsync("64 at once, one flush", order);
        var memory = (Ours: server.Use.Memory, Theirs: nginx.Memory);
        var fewer = await contest.MeasureAsync("16 at once, one flush", order with { Clients = 16 });
        var flushes = await contest.MeasureAsync("16 at once, a flush a token", order with { Model = Each, Clients = 16 });
        var first = await contest.MeasureAsync("64 at once, a flush a token", order with { Model = Each });
        return
        [
            .. Turns("durable turns/s, 64 at once, 200 tokens in one flush", full, Bound.AtLeast(0.40, 0.60)),
            Figure.Of("CPU of it, ms a turn", full[0].Cpu, full[1].Cpu, "F2", null),
            Figure.Of("CPU of its load generator, ms a turn", full[0].ClientCpu, full[1].ClientCpu, "F2", null),
            Figure.Of("memory after it, MB", new Samples(memory.Ours / 1e6), new Samples(memory.Theirs / 1e6), "N0", null),
            .. Turns("durable turns/s, 16 at once, 200 tokens in one flush", fewer, Bound.AtLeast(0.24, 0.35)),
            .. Turns("durable turns/s, 16 at once, a flush for each of 200 tokens", flushes, Bound.AtLeast(0.55, 0.70)),
            Figure.Of("CPU of it, ms a turn", flushes[0].Cpu, flushes[1].Cpu, "F2", null),
            Figure.Of("first token p50, ms, 64 at once, a flush for each token", first[0].FirstToken, first[1].FirstToken, "F2", Bound.AtMost(2.0, 1.4)),
            Figure.Of(HeldAgainstPlain, first[0].FirstToken, first[2].FirstToken, "F2", null),
        ];
    }

    private async Task<IReadOnlyList<Figure>> OfBothKindsAsync(Contest contest)
    {
        var order = new LoadOrder(AtOnce, Clients, Plain.Tokens, Seconds: sizes.Seconds);
        await contest.WarmUpAsync(order, choice.WarmUp / 4);
        var sides = await contest.MeasureAsync("64 at once, one flush, both kinds", order);
        return [Figure.Of("CPU of a turn with an openai upstream / with a nanochat one, ms", sides[0].Cpu, sides[1].Cpu, "F2", Bound.AtMost(1.1, 1.0))];
    }

    /// <summary>The bound is about nginx as fast as it can be.</summary>
    private static Figure[] Turns(string what, Side[] sides, Bound bound) =>
    [
        Figure.Of(what, sides[0].TurnsPerSecond, sides[1].TurnsPerSecond, "N0", bound),
        Figure.Of(HeldAgainstPlain, sides[0].TurnsPerSecond, sides[2].TurnsPerSecond, "N0", null),
    ];

    private async Task<IReadOnlyList<Figure>> PacedAsync(Contest contest, ServerProcess server, Account[] crowd)
    {
        // They begin one after the other, within the time of an answer: as many are at its beginning as at its end.
        var order = new LoadOrder(Paced, sizes.Some, sizes.PacedTokens, sizes.Some * sizes.PacedTurns, SpreadSeconds: (double)sizes.PacedTokens / Pace);
        var some = await contest.MeasureAsync($"{sizes.Some} streams", order);
        var many = await contest.MeasureAsync($"{sizes.Many} streams", order with { Clients = sizes.Many, Turns = sizes.Many * sizes.PacedTurns }, mayFail: true);
        var answers = await StoredAnswers.CountAsync(server.Address, crowd, new CannedAnswer(sizes.PacedTokens, Plain.TokenBytes).Text);
        return
        [
            Figure.Of($"{sizes.Some} streams of {Pace} tokens/s: gap p99, ms", some[0].GapP99, some[1].GapP99, "F1", Bound.AtMost(1.2, 1.1)),
            Figure.Difference($"{sizes.Some} streams of {Pace} tokens/s: first token p50, ms", some[0].FirstToken, some[1].FirstToken, "F2", Bound.AtMost(2, 1)),
            Figure.Of($"{sizes.Many:N0} streams of {Pace} tokens/s: tokens/s of each", many[0].StreamTokensPerSecond, many[1].StreamTokensPerSecond, "F2", Bound.AtLeast(0.98, 0.98)),
            Figure.Of("gap p99 of them, ms", many[0].GapP99, many[1].GapP99, "F1", null),
            Figure.Of("CPU of them, ms a turn", many[0].Cpu, many[1].Cpu, "F2", null),
            Figure.Of("CPU of their load generator, ms a turn", many[0].ClientCpu, many[1].ClientCpu, "F2", null),
            Figure.Counted("errors of them", many[0].Errors, Bound.AtMost(0, 0)),
            Figure.Counted("answers of them that are missing from the store", some[0].Turns + many[0].Turns - answers, Bound.AtMost(0, 0)),
        ];
    }
}
