using System.Buffers;
using System.Text;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Transfer.Exports;

namespace SamosaChaat.Shared.Transfer.Pages;

/// <summary>Writes the active path of a conversation as a text for people.</summary>
internal abstract class ConversationPage
{
    /// <summary>Sends the page in parts. It keeps at most one part and one turn.</summary>
    /// <param name="turns">All turns, of which those on the active path are written.</param>
    /// <param name="send">Sends a part. The bytes are valid until it has ended.</param>
    public async Task WriteAsync(
        Conversation conversation,
        IAsyncEnumerable<ExportedTurn> turns,
        Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> send,
        CancellationToken ct)
    {
        var waiting = new ArrayBufferWriter<byte>(2 * BulkSend.Part);
        Add(Beginning(conversation));
        await foreach (var turn in turns.WithCancellation(ct))
        {
            if (!turn.Question.IsActive) continue;
            Add(MessageText(turn.Question, reasoning: null));
            if (turn.Answer is { } answer) Add(MessageText(answer, turn.Turn.Turn.Outcome?.Reasoning?.Text));
            if (waiting.WrittenCount < BulkSend.Part) continue;
            await send(waiting.WrittenMemory, ct);
            waiting.ResetWrittenCount();
        }

        Add(End);
        await send(waiting.WrittenMemory, ct);

        void Add(string text) => Encoding.UTF8.GetBytes(text, waiting);
    }

    protected abstract string End { get; }

    protected abstract string Beginning(Conversation conversation);

    /// <param name="reasoning">What the model wrote before an answer. Null if it wrote none.</param>
    protected abstract string MessageText(Message message, string? reasoning);

    protected static string NameOf(Message message) => message.Role == Roles.User ? "You" : message.ModelTag;

    protected static string TimeOf(DateTime time) =>
        time.ToString("yyyy-MM-dd HH:mm 'UTC'", System.Globalization.CultureInfo.InvariantCulture);
}
