namespace SamosaChaat.Tests.Inference;

/// <summary>Refuses what any chat template of a model refuses: one that takes nothing but question and answer by turns, each with text.</summary>
internal static class StrictTemplate
{
    /// <summary>Why the messages are refused; null if they are accepted.</summary>
    public static string? Objection(IReadOnlyList<(string Role, string Content)> messages)
    {
        var talk = messages is [("system", _), ..] ? messages.Skip(1).ToArray() : [.. messages];
        if (messages.Any(message => string.IsNullOrWhiteSpace(message.Content.Trim('\uFEFF', '\u200B')))) return "A message has no text.";
        if (talk.Length == 0 || talk[^1].Role != "user") return "The last message is not a question.";
        for (var i = 0; i < talk.Length; i++)
        {
            if (talk[i].Role != (i % 2 == 0 ? "user" : "assistant")) return $"Message {i} is of the {talk[i].Role}, out of turn.";
        }

        return null;
    }
}
