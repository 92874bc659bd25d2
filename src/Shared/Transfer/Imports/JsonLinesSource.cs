using System.Runtime.CompilerServices;
using System.Text.Json;
using SamosaChaat.Shared.Transfer.Lines;

namespace SamosaChaat.Shared.Transfer.Imports;

/// <summary>
/// Reads the conversations of our own format, one after another. A line that was changed, removed or added spoils the conversation that it
/// is in. The others are read.
/// </summary>
internal sealed class JsonLinesSource : IDisposable
{
    private const string Changed = "A line was changed, removed or added after the export was made.";
    private const string Unknown = "A line is not what an export has.";
    private const string Incomplete = "The conversation is not complete.";
    private const string NoEnd = "The file ends before the last line of the export. Something is missing.";
    private const string WrongEnd = "The export has more or fewer lines or conversations than its last line says.";
    private const string Behind = "There is something behind the last line of the export.";

    private readonly LineReader reader;
    private readonly LineChain chain = new();
    private readonly int maxConversation;
    private ConversationDraft? open;
    private (long Conversations, long Lines) counted = (0, 1);
    private bool hasEnd;
    private bool hasStray;
    private bool hasFault;

    private JsonLinesSource(LineReader reader, int maxConversation) => (this.reader, this.maxConversation) = (reader, maxConversation);

    /// <summary>Returns true if these are the first bytes of an export of a version that this program knows.</summary>
    public static bool Begins(ReadOnlySpan<byte> beginning)
    {
        var end = beginning.IndexOf((byte)'\n');
        return Parse(end < 0 ? beginning : beginning[..end]) is HeaderLine header && header == HeaderLine.Current;
    }

    /// <summary>Reads the first line. Returns null if it does not begin an export of a version that this program knows.</summary>
    /// <param name="maxConversation">The maximum size of a conversation in bytes.</param>
    public static async Task<JsonLinesSource?> OpenAsync(LineReader reader, int maxConversation, CancellationToken ct)
    {
        if (!await reader.MoveAsync(ct) || Parse(reader.Current.Span) is not HeaderLine header || header != HeaderLine.Current) return null;
        var source = new JsonLinesSource(reader, maxConversation);
        source.hasFault = source.hasStray = source.chain.Check(reader.Current.Span) == LinkState.Broken;
        return source;
    }

    public async IAsyncEnumerable<FoundConversation> ReadAsync([EnumeratorCancellation] CancellationToken ct)
    {
        if (hasStray) yield return FoundConversation.Invalid(id: null, Changed);
        while (await reader.MoveAsync(ct))
        {
            foreach (var found in Next()) yield return found;
        }

        if (open is not null) yield return Close(Incomplete);
        if (!hasEnd) yield return FoundConversation.Invalid(id: null, NoEnd);
    }

    public void Dispose() => chain.Dispose();

    private static ExportLine? Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            return line.IsEmpty ? null : JsonSerializer.Deserialize(line, ExportJson.Line);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            // Not supported is a kind of line that this program does not know.
            return null;
        }
    }

    private List<FoundConversation> Next()
    {
        var bytes = reader.Current.Span;
        var isWhole = !reader.IsTooLong && chain.Check(bytes) == LinkState.Whole;
        return Take(Parse(bytes), bytes.Length, isWhole);
    }

    /// <summary>Takes the next line, and returns what is known with it.</summary>
    /// <param name="line">Null if it is not a line of an export.</param>
    private List<FoundConversation> Take(ExportLine? line, int size, bool isWhole)
    {
        var found = new List<FoundConversation>();
        if (hasEnd)
        {
            if (!hasStray) found.Add(FoundConversation.Invalid(id: null, Behind));
            hasStray = true;
            return found;
        }

        // The line that begins or ends a conversation decides which one a fault belongs to.
        if (line is ConversationLine or EndLine && open is not null) found.Add(Close(isWhole ? Incomplete : Changed));
        if (line is ConversationLine head)
        {
            (open, hasStray) = (new ConversationDraft(head, size, maxConversation), false);
            counted.Conversations++;
        }

        if (!isWhole || line is null) Refuse(found, reader.IsTooLong ? ConversationDraft.TooLarge : isWhole ? Unknown : Changed);
        else if (line is HeaderLine || (open is null && line is TurnLine or VersionLine or ConversationEndLine)) Refuse(found, Unknown);
        if (line is TurnLine turn) open?.Add(turn, size);
        if (line is VersionLine version) open?.Add(version, size);
        if (line is ConversationEndLine end && open is { } whole)
        {
            found.Add(whole.End(end));
            open = null;
        }

        if (line is EndLine last)
        {
            hasEnd = true;
            if (!hasFault && (last.Conversations, last.Lines) != counted) found.Add(FoundConversation.Invalid(id: null, WrongEnd));
        }

        counted.Lines++;
        return found;
    }

    /// <summary>Says what is wrong in the open conversation, or once between two of them.</summary>
    private void Refuse(List<FoundConversation> found, string fault)
    {
        hasFault = true;
        if (open is not null) open.Refuse(fault);
        else if (!hasStray) found.Add(FoundConversation.Invalid(id: null, fault));
        hasStray |= open is null;
    }

    private FoundConversation Close(string fault)
    {
        var broken = FoundConversation.Invalid(open!.Id, open.Fault ?? fault);
        open = null;
        return broken;
    }
}
