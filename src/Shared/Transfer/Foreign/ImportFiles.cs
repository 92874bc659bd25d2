using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Inference;
using SamosaChaat.Shared.Transfer.Imports;

namespace SamosaChaat.Shared.Transfer.Foreign;

/// <summary>Recognises files by their content: our own exports, and those of other programs. Any thread can call every member.</summary>
internal sealed class ImportFiles(IOptions<ImportOptions> options, TokenCounter tokens)
{
    // Each format has one of them near its beginning.
    private static readonly byte[][] Names =
        [.. new[] { "\"mapping\"", "\"chat_messages\"", "\"conversationId\"", "\"chat\"", "\"history\"" }.Select(Encoding.ASCII.GetBytes)];

    private int MaxConversation => options.Value.MaxConversationBytes;

    /// <summary>Returns the conversations of a file. Returns null if it is of no format that this program knows.</summary>
    public async Task<IAsyncEnumerable<FoundConversation>?> OpenAsync(Stream stream, Guid userId, CancellationToken ct)
    {
        var started = await StartedStream.StartAsync(stream, ct);
        var lines = new ForeignLines(userId, tokens.Count);
        if (JsonLinesSource.Begins(started.Beginning)) return ReadLinesAsync(started, ct);
        if (ZipSource.Begins(started.Beginning)) return ZipSource.ReadAsync(started, options.Value, lines, ct);
        return IsForeign(started.Beginning) ? ForeignSource.ReadAsync(started, MaxConversation, lines, ct) : null;
    }

    private static bool IsForeign(ReadOnlySpan<byte> beginning)
    {
        var text = beginning.StartsWith("\uFEFF"u8) ? beginning[3..] : beginning;
        if (text.TrimStart(" \t\r\n"u8) is not [(byte)'[' or (byte)'{', ..]) return false;
        foreach (var name in Names)
        {
            if (beginning.IndexOf(name) >= 0) return true;
        }

        return false;
    }

    private async IAsyncEnumerable<FoundConversation> ReadLinesAsync(Stream stream, [EnumeratorCancellation] CancellationToken ct)
    {
        using var reader = new LineReader(stream, MaxConversation);
        using var source = await JsonLinesSource.OpenAsync(reader, MaxConversation, ct);
        await foreach (var found in source!.ReadAsync(ct)) yield return found;
    }
}
