using BenchmarkDotNet.Attributes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SamosaChaat.Bench.Seeding;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Turns;
using SamosaChaat.Shared.Turns.Events;

namespace SamosaChaat.Bench.Parts;

/// <summary>A turn's events: encoded once into its log, and sent from there to each reader.</summary>
public class WriteFrames
{
    private const int Tokens = 200;
    private const string Token = " dough";

    private readonly string together = string.Concat(Enumerable.Repeat(Token, Tokens));
    private readonly int[] lengths = [.. Enumerable.Repeat(Token.Length, Tokens)];
    private readonly Message question = History.NewMessage(Guid.CreateVersion7(), sequence: 0);
    private readonly Message answer = History.NewMessage(Guid.CreateVersion7(), sequence: 1);
    private readonly SseWriter writer = new(TimeProvider.System, Options.Create(new StreamingOptions()), NullLogger<SseWriter>.Instance);
    private readonly EventLog log;

    public WriteFrames() => log = Encode();

    [Benchmark(Description = "encode a turn of 200 tokens")]
    public int EncodeTurn() => Encode().Length;

    [Benchmark(Description = "encode a turn of 200 tokens that came together")]
    public int EncodeTogether()
    {
        var events = new TurnEvents(question, attempt: 0);
        events.Tokens(together, lengths);
        events.End(FinishReasons.Stop, failure: null, answer);
        return events.Log.Length;
    }

    [Benchmark(Description = "send a turn of 200 tokens to one reader")]
    public async Task SendTurnAsync()
    {
        var http = new DefaultHttpContext();
        http.Response.Body = Stream.Null;
        await writer.WriteAsync(http, log, lastId: -1);
    }

    private EventLog Encode()
    {
        var events = new TurnEvents(question, attempt: 0);
        for (var i = 0; i < Tokens; i++) events.Tokens(Token, [Token.Length]);
        events.End(FinishReasons.Stop, failure: null, answer);
        return events.Log;
    }
}
