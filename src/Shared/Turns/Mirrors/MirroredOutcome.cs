using System.Buffers;
using System.Text.Json;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Shared.Turns.Mirrors;

/// <summary>Carries a turn's outcome from one node to another.</summary>
/// <param name="IsEmpty">True if the model has written nothing.</param>
/// <param name="RetryAfter">The part of the failure that is no part of its JSON.</param>
internal sealed record MirroredOutcome(string FinishReason, Message? Answer, Problem? Failure, TimeSpan? RetryAfter, bool IsEmpty)
{
    public static byte[] Write(TurnOutcome outcome, bool isEmpty) => JsonSerializer.SerializeToUtf8Bytes(
        new MirroredOutcome(outcome.FinishReason, outcome.Answer, outcome.Failure, outcome.Failure?.RetryAfter, isEmpty), Json.Options);

    /// <exception cref="JsonException">The other node sent something else.</exception>
    public static (TurnOutcome Outcome, bool IsEmpty) Read(ReadOnlySequence<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        var read = JsonSerializer.Deserialize<MirroredOutcome>(ref reader, Json.Options) ?? throw new JsonException();
        var failure = read.Failure is { } problem ? problem with { RetryAfter = read.RetryAfter } : null;
        return (new(read.FinishReason, read.Answer, failure), read.IsEmpty);
    }
}
