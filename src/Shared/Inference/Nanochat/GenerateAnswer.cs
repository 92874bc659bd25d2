using Microsoft.Extensions.AI;

namespace SamosaChaat.Shared.Inference.Nanochat;

/// <summary>Reads the service's events: <c>{"token":…}</c> and <c>{"done":true}</c>.</summary>
/// <param name="maxTokens">The max_tokens of the request. Null if it had none.</param>
internal sealed class GenerateAnswer(int? maxTokens, bool thinkTags) : AnswerReader(thinkTags)
{
    protected override void Take(ReadOnlySpan<byte> data, EventTemplate learned)
    {
        var read = GenerateEvent.Read(data, out var range);
        if (read is { Token: not null, Done: false } && !range.Equals(default)) learned.Learn(data, range);
        if (read.Token is { Length: > 0 } token) AddText(token);
        if (!read.Done) return;
        EndTokens();
        Done = true;
    }

    // The service sends no finish reason. An answer with max_tokens tokens was cut off.
    protected override void Complete(ChatResponseUpdate update)
    {
        if (Done) update.FinishReason = Count == maxTokens ? ChatFinishReason.Length : ChatFinishReason.Stop;
    }
}
