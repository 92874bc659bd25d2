using Microsoft.Extensions.AI;

namespace SamosaChaat.Shared.Inference.OpenAi;

/// <summary>Understands the words by which servers say how an answer ended. Each server has its own.</summary>
internal static class FinishWords
{
    // Substrings, because servers write max_tokens, MAX_TOKENS, model_length, and so on.
    private static readonly string[] OfLength = ["length", "max", "limit", "truncat"];
    private static readonly string[] OfFilter = ["filter", "safety", "blocked", "blocklist", "prohibited", "recitation", "refusal", "spii"];
    private static readonly string[] OfFailure = ["error", "abort", "insufficient", "fail"];

    /// <summary>True if the word means that the answer goes on.</summary>
    public static bool IsNone(string? word) => word is null || word.Trim().ToUpperInvariant() is "" or "NULL" or "NONE" or "UNDEFINED";

    /// <summary>True if the word means that the server failed.</summary>
    public static bool IsFailure(string word) => Has(word, OfFailure);

    /// <summary>True if the word means an end even if the answer has no text.</summary>
    public static bool IsCertain(string word) =>
        Has(word, OfLength) || Has(word, OfFilter) || Has(word, ["stop", "eos", "end", "complete", "done", "tool", "function"]);

    /// <summary>Returns the meaning. An unknown word after text is a normal end.</summary>
    public static ChatFinishReason Meaning(string word) =>
        Has(word, OfFilter) ? ChatFinishReason.ContentFilter : Has(word, OfLength) ? ChatFinishReason.Length : ChatFinishReason.Stop;

    private static bool Has(string word, string[] parts) => parts.Any(part => word.Contains(part, StringComparison.OrdinalIgnoreCase));
}
