using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace SamosaChaat.Shared.Inference.OpenAi;

/// <summary>Reads the chunks of one answer, and knows where it ends.</summary>
internal sealed class CompletionAnswer(bool thinkTags) : AnswerReader(thinkTags)
{
    private string? word;
    private bool hasToolCalls;
    private bool hasText;
    private bool isWhole;
    private UsageContent? usage;

    /// <summary>True after the server has said how the answer ended. Only the count of tokens may follow.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Reads a response without events: a whole answer, or chunks one after the other.</summary>
    public ChatResponseUpdate ReadJson(string body)
    {
        var json = new Utf8JsonReader(Encoding.UTF8.GetBytes(body), new JsonReaderOptions { AllowMultipleValues = true });
        try
        {
            while (json.Read())
            {
                using var document = JsonDocument.ParseValue(ref json);
                foreach (var chunk in document.RootElement.Each()) Take(CompletionChunk.Read(chunk, out _));
            }

            // A whole message that arrived whole needs no word for its end.
            if (!HasEnded && isWhole) End("stop");
        }
        catch (Exception e) when (e is JsonException or UnreadableAnswerException)
        {
            Break(e);
        }

        return Update();
    }

    protected override void Take(ReadOnlySpan<byte> data, EventTemplate learned)
    {
        if (data.SequenceEqual("[DONE]"u8))
        {
            // An unknown word before any text may have been the end.
            if (!HasEnded && word is not null) End(word);
            if (!HasEnded) throw new UnreadableAnswerException("ended its answer without a finish_reason");
            Done = true;
            return;
        }

        var json = new Utf8JsonReader(data);
        json.Read();
        using var document = JsonDocument.ParseValue(ref json);
        // The reader throws if data follows the value.
        json.Read();
        if (!document.RootElement.IsObject())
        {
            if (HasEnded) Done = true;
            else throw new UnreadableAnswerException("sent an event that is not a JSON object");
            return;
        }

        var chunk = CompletionChunk.Read(document.RootElement, out var text);
        Take(chunk);
        if (!text.Equals(default) && data[0] == '{') learned.Learn(data, text);
    }

    protected override void Complete(ChatResponseUpdate update)
    {
        if (usage is not null) update.Contents.Add(usage);
        usage = null;
        if (HasEnded) update.FinishReason = FinishWords.Meaning(word!);
    }

    private void Take(CompletionChunk chunk)
    {
        if (HasEnded)
        {
            // Only a count may follow. Anything else ends the reading.
            usage = UsageOf(chunk.Usage) ?? usage;
            Done = true;
            return;
        }

        if (chunk.Error.ValueKind != JsonValueKind.Undefined) throw Failure(chunk.Error);
        if (chunk.Reasoning is { } reasoning) AddReasoning(reasoning);
        // Some servers repeat the whole answer at its end.
        if (chunk.Text is { Length: > 0 } text && !(chunk.IsWhole && hasText))
        {
            (hasText, isWhole) = (true, chunk.IsWhole);
            AddText(text);
        }

        hasToolCalls |= chunk.HasToolCalls;
        usage = UsageOf(chunk.Usage) ?? usage;
        if (chunk.FinishReason is not { } finish) return;
        if (FinishWords.IsFailure(finish)) throw new UnreadableAnswerException("reported an error", finish);
        word = finish;
        if (HasTokens || hasToolCalls || FinishWords.IsCertain(finish)) End(finish);
    }

    private void End(string finish)
    {
        if (hasToolCalls && !hasText)
        {
            throw new UnreadableAnswerException("asked for a tool instead of writing an answer, and this server has no tools");
        }

        word = finish;
        EndTokens();
        HasEnded = true;
    }

    private static UnreadableAnswerException Failure(JsonElement error) => new("reported an error", UpstreamMessage.Of(error))
    {
        IsRateLimit = error.Get("code"u8).Count() == StatusCodes.Status429TooManyRequests,
    };

    /// <summary>Returns the counts that the server sent. A count of 0 or less is none.</summary>
    private static UsageContent? UsageOf(JsonElement json)
    {
        var output = Positive(json.Get("completion_tokens"u8)) ?? Positive(json.Get("output_tokens"u8));
        var reasoning = Positive(json.Get("completion_tokens_details"u8).Get("reasoning_tokens"u8))
            ?? Positive(json.Get("output_tokens_details"u8).Get("reasoning_tokens"u8))
            ?? Positive(json.Get("reasoning_tokens"u8));
        return output is null && reasoning is null
            ? null
            : new(new UsageDetails { OutputTokenCount = output, ReasoningTokenCount = reasoning });

        static long? Positive(JsonElement count) => count.Count() is > 0 and var number ? number : null;
    }
}
