using SamosaChaat.Shared.Domain;

namespace SamosaChaat.Shared.Copy.Tables;

/// <summary>Makes a value of a turn. Values are equal for equal turns only.</summary>
internal static class TurnValue
{
    // Lists are compared by themselves, and this object's stand for them meanwhile.
    private static readonly SentPrompt Nothing = SentPrompt.Nothing;

    public static object Of(TurnRecord turn)
    {
        var (outcome, sent) = (turn.Outcome, turn.Sent);
        return (
            turn with
            {
                Outcome = outcome is null ? null : outcome with { TokenLengths = null },
                Sent = sent is null
                    ? null
                    : sent with { MessageIds = Nothing.MessageIds, LeftOut = Nothing.LeftOut, EmptyAnswers = Nothing.EmptyAnswers },
            },
            outcome?.TokenLengths is { } lengths ? Convert.ToHexString(lengths) : null,
            sent is null ? null : string.Join(' ', sent.MessageIds),
            sent is null ? null : string.Join(' ', sent.LeftOut),
            sent is null ? null : string.Join(' ', sent.EmptyAnswers));
    }
}
