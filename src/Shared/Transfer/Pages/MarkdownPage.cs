using SamosaChaat.Shared.Domain;

namespace SamosaChaat.Shared.Transfer.Pages;

/// <summary>Writes Markdown. Messages are Markdown already, so they stay as they are.</summary>
internal sealed class MarkdownPage : ConversationPage
{
    protected override string End => "";

    protected override string Beginning(Conversation conversation) => $"""
        # {Escape(conversation.Title)}

        {TimeOf(conversation.CreatedAt)}, {Escape(conversation.ModelTag)}


        """;

    protected override string MessageText(Message message, string? reasoning) => $"""
        ## {Escape(NameOf(message))}

        {Quote(reasoning)}{message.Content}


        """;

    private static string Quote(string? reasoning) =>
        string.IsNullOrWhiteSpace(reasoning) ? "" : $"> {reasoning.ReplaceLineEndings("\n> ")}\n\n";

    // A title and a model's name are one line of plain text.
    private static string Escape(string line) =>
        string.Concat(line.Select(c => char.IsAscii(c) && (char.IsPunctuation(c) || char.IsSymbol(c)) && c is not ('-' or '.' or ',' or ':' or '?' or '/')
            ? $"\\{c}"
            : $"{c}"));
}
