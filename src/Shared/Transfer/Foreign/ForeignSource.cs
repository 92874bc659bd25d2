using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using SamosaChaat.Shared.Transfer.Imports;

namespace SamosaChaat.Shared.Transfer.Foreign;

/// <summary>Reads the conversations of a JSON file of another program. A fault in one does not stop the others.</summary>
internal static class ForeignSource
{
    /// <summary>A conversation can be a deep tree. Deeper ones are refused.</summary>
    private const int MaxDepth = 4_000;

    private const string Unknown = "This is no conversation of a program that this server knows.";
    private const string NoJson = "This is no valid JSON.";
    private const string Cut = "The file ends too early. Something is missing.";

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = MaxDepth };

    public static async IAsyncEnumerable<FoundConversation> ReadAsync(
        Stream stream, int maxConversation, ForeignLines lines, [EnumeratorCancellation] CancellationToken ct)
    {
        using var reader = new ElementReader(stream, maxConversation);
        while (await reader.MoveAsync(ct))
        {
            yield return reader.IsTooLong ? FoundConversation.Invalid(id: null, ConversationDraft.TooLarge) : Of(reader.Current, lines);
        }

        if (reader.IsCut) yield return FoundConversation.Invalid(id: null, Cut);
    }

    private static FoundConversation Of(ReadOnlyMemory<byte> element, ForeignLines lines)
    {
        try
        {
            using var json = JsonDocument.Parse(element, Options);
            var found = ChatGptFormat.Read(json.RootElement)
                ?? ClaudeFormat.Read(json.RootElement)
                ?? LibreChatFormat.Read(json.RootElement)
                ?? OpenWebUiFormat.Read(json.RootElement, () => Convert.ToHexStringLower(SHA256.HashData(element.Span)));
            return found is null ? FoundConversation.Invalid(id: null, Unknown) : lines.Of(found);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // An invalid operation is a text that is no valid Unicode.
            return FoundConversation.Invalid(id: null, NoJson);
        }
    }
}
