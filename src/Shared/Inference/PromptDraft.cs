using SamosaChaat.Shared.Domain;

namespace SamosaChaat.Shared.Inference;

/// <summary>The maximum size of a prompt.</summary>
/// <param name="MaxMessages">The maximum number of messages, including the new one. At least 1.</param>
/// <param name="MaxTokens">
/// The maximum number of tokens, at least 1. The system message and the new message are sent even if they are longer.
/// </param>
internal sealed record PromptLimits(int MaxMessages, int MaxTokens);

/// <summary>Collects the messages of a prompt, newest first, until one does not fit.</summary>
/// <param name="system">The system message. Its tokens count first.</param>
/// <param name="count">Counts the tokens of an answer that has no own count yet.</param>
internal sealed class PromptDraft(Message newMessage, SystemMessage system, PromptLimits limits, Func<string, int> count)
{
    private readonly List<Message> sent = [newMessage];
    private readonly List<string> leftOut = [];
    private readonly List<Guid> emptyAnswers = [];
    private readonly Dictionary<Guid, int> counted = [];
    private int tokens = newMessage.TokenCount + system.SystemPromptTokens + system.InstructionsTokens;

    /// <summary>True once a message did not fit. Older messages are then left out too.</summary>
    public bool IsFull => leftOut.Count > 0;

    /// <summary>Takes the next older message if there is room. An answer without text takes no room and is not sent.</summary>
    public void Take(Message older)
    {
        if (IsFull) return;
        // Many chat templates reject an empty message, and it would tell the model nothing.
        if (older.Role == Roles.Assistant && VisibleText.IsBlank(older.Content))
        {
            emptyAnswers.Add(older.Id);
            return;
        }

        if (sent.Count >= limits.MaxMessages)
        {
            leftOut.Add(LeftOutReasons.MaxHistoryMessages);
            return;
        }

        var size = SizeOf(older);
        if (tokens + size > limits.MaxTokens)
        {
            leftOut.Add(LeftOutReasons.MaxPromptTokens);
            return;
        }

        sent.Add(older);
        tokens += size;
    }

    /// <summary>Ends the draft. It is called once.</summary>
    public Prompt Finish()
    {
        // Models are trained on conversations that start with the user.
        while (sent[^1].Role == Roles.Assistant)
        {
            tokens -= SizeOf(sent[^1]);
            sent.RemoveAt(sent.Count - 1);
            leftOut.Insert(0, LeftOutReasons.AnswerWithoutQuestion);
        }

        sent.Reverse();
        return new(system, sent, tokens, leftOut, emptyAnswers, counted);
    }

    // An answer's TokenCount is its server's, by that model's vocabulary or by events: for the budget, all messages are counted alike.
    private int SizeOf(Message message)
    {
        if (message.Role == Roles.User) return message.TokenCount;
        if (message.OwnTokenCount is { } known || counted.TryGetValue(message.Id, out known)) return known;
        return counted[message.Id] = count(message.Content);
    }
}
