using Microsoft.Extensions.AI;
using SamosaChaat.Shared.Domain;

namespace SamosaChaat.Shared.Inference;

/// <summary>
/// The messages that are sent to the model: always the system message and the new message, and as many of the newest older ones as fit.
/// </summary>
/// <param name="System">The system message, possibly without text.</param>
/// <param name="Sent">The sent messages, oldest first. The last one is the new message.</param>
/// <param name="Tokens">The number of tokens of the sent messages, including the system message.</param>
/// <param name="LeftOut">
/// The reasons for leaving out older messages, newest message first. The last reason applies to all remaining messages. Empty if all
/// messages are sent.
/// </param>
/// <param name="Counted">
/// The tokens of the answers that were counted for the first time. They are stored with the turn's end, so that no turn counts them again.
/// </param>
/// <param name="EmptyAnswers">The ids of the answers without text, newest first. They are not sent, and no reason counts them.</param>
internal sealed record Prompt(
    SystemMessage System,
    IReadOnlyList<Message> Sent,
    int Tokens,
    IReadOnlyList<string> LeftOut,
    IReadOnlyList<Guid> EmptyAnswers,
    IReadOnlyDictionary<Guid, int> Counted)
{
    /// <summary>
    /// Converts the messages for the upstream. A failed turn leaves a question without an answer, and many chat templates reject two
    /// messages of a role in a row. Such questions are joined, and a repeated question is sent once.
    /// </summary>
    /// <param name="prefix">The beginning of the answer that the model is to continue. Empty for a new answer.</param>
    public IReadOnlyList<ChatMessage> ToChatMessages(string prefix = "")
    {
        var chat = new List<ChatMessage>(Sent.Count + 1);
        if (System.Text is { } system) chat.Add(new(ChatRole.System, system));
        Message? last = null;
        foreach (var message in Sent)
        {
            if (message.Role == Roles.Assistant) chat.Add(new(ChatRole.Assistant, message.Content));
            else if (last?.Role != Roles.User) chat.Add(new(ChatRole.User, message.Content));
            else if (last.Content != message.Content) chat[^1] = new(ChatRole.User, $"{chat[^1].Text}\n\n{message.Content}");
            last = message;
        }

        if (prefix.Length > 0) chat.Add(new(ChatRole.Assistant, prefix));
        return chat;
    }

    /// <summary>Describes the prompt for storage.</summary>
    public SentPrompt ToSentPrompt() => new([.. Sent.Select(message => message.Id)], Tokens, LeftOut)
    {
        EmptyAnswers = EmptyAnswers,
        SystemPromptTokens = System.SystemPromptTokens,
        InstructionsTokens = System.InstructionsTokens,
    };

    /// <param name="newestFirst">The messages before the new one, newest first.</param>
    /// <param name="count">Counts the tokens of an answer that has no own count yet.</param>
    public static Prompt Fit(
        SystemMessage system, Message newMessage, IEnumerable<Message> newestFirst, PromptLimits limits, Func<string, int> count)
    {
        var draft = new PromptDraft(newMessage, system, limits, count);
        foreach (var message in newestFirst) draft.Take(message);
        return draft.Finish();
    }
}
