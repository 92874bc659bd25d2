using BenchmarkDotNet.Attributes;
using SamosaChaat.Bench.Upstream;
using SamosaChaat.Shared.Inference;
using SamosaChaat.Shared.Inference.Nanochat;

namespace SamosaChaat.Bench.Parts;

/// <summary>A model's answer, from its bytes to its tokens, as the nanochat client reads it.</summary>
public class ParseEvents
{
    private const int Tokens = 200;

    private static readonly CannedAnswer Canned = new(Tokens, tokenBytes: 4);

    private readonly byte[] stream = [.. Canned.Events(0, Tokens).Span, .. Canned.End.Span];

    [Benchmark(Description = "read an answer of 200 events from the model")]
    public async Task<int> ReadAsync()
    {
        var chars = 0;
        using var events = new EventStreamReader(new MemoryStream(stream));
        using var answer = new GenerateAnswer(maxTokens: null, thinkTags: true);
        while (await events.FillAsync(default))
        {
            if (answer.Read(events) is { } update) chars += TokensContent.TextOf(update).Length;
        }

        return chars;
    }
}
