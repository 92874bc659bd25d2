using System.Threading.Channels;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Turns.Operations;

namespace SamosaChaat.Shared.Turns;

/// <summary>
/// Implements strict mode: sends a turn's tokens only after they are stored. Every token that a subscriber has seen therefore survives a
/// crash. While one piece is being stored, the next one grows. A fast model costs one commit for many tokens, a slow one costs one for
/// each.
/// </summary>
internal sealed class StrictCheckpoints(IStore store, StoreRetry retry, ActiveTurn activeTurn)
{
    private readonly Channel<bool> written = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private Task? saving;
    private volatile bool stopped;

    /// <summary>Notes that tokens were written. Call it after every token.</summary>
    /// <exception cref="TurnFailedException">Earlier tokens could not be stored.</exception>
    public void Written()
    {
        saving ??= SaveAsync();
        if (saving.IsFaulted) saving.GetAwaiter().GetResult();
        written.Writer.TryWrite(true);
    }

    /// <summary>Waits for the piece that is being stored. The rest is stored with the answer.</summary>
    public async Task StopAsync()
    {
        stopped = true;
        written.Writer.Complete();
        if (saving is not null) await saving;
    }

    private async Task SaveAsync()
    {
        var (turn, answer) = (activeTurn.Turn, activeTurn.Answer);
        await foreach (var _ in written.Reader.ReadAllAsync())
        {
            if (stopped) return;
            if (answer.TakeUnsaved(TimeSpan.Zero) is not { } piece) continue;
            try
            {
                var command = new SaveCheckpoint(turn.ConversationId, turn.Id, turn.Attempt, piece, activeTurn.Sent, turn.Seams);
                // While the store is away, the tokens are held back.
                await retry.WhileAwayAsync(turn, () => store.WriteAsync(command, CancellationToken.None));
            }
            catch (Exception e)
            {
                throw new TurnFailedException(Problem.Of(StatusCodes.Status500InternalServerError, "The answer could not be stored."), e);
            }

            answer.Saved(piece);
            activeTurn.AppendTokens(piece);
        }
    }
}
