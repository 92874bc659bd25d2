using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Turns.Events;
using SamosaChaat.Shared.Turns.Operations;
using SamosaChaat.Tests.Storage;

namespace SamosaChaat.Tests.Turns;

/// <summary>When the id of a turn's last event proves that its reader has the end.</summary>
public sealed class LastIdTests
{
    [Theory]
    [InlineData(FinishReasons.Stop, true)]
    [InlineData(FinishReasons.Length, true)]
    [InlineData(FinishReasons.Cancelled, true)]
    [InlineData(FinishReasons.Error, true)]
    // After a crash it may have been the id of a token that was lost.
    [InlineData(FinishReasons.Interrupted, false)]
    public void It_does_unless_a_crash_may_have_used_it_twice(string reason, bool proves)
    {
        var question = Some.Question(Guid.NewGuid(), Guid.NewGuid(), 0);
        var turn = new TurnRecord(
            question.Id, question.ConversationId, IsRunning: false, 0, "demo", new(null, null, null), new(reason, 0, null, null), Sent: null);

        var log = TurnEvents.Replay(new StoredTurn(turn, question, Some.Answer(question.ConversationId, 1, "Rest.")));

        Assert.Equal(proves, log.EndsWith(2));
        Assert.False(log.EndsWith(1));
        Assert.False(log.EndsWith(3));
        Assert.False(log.EndsWith(-1));
    }

    [Fact]
    public void It_does_not_if_the_answer_was_continued_after_a_crash()
    {
        var question = Some.Question(Guid.NewGuid(), Guid.NewGuid(), 0);
        var turn = new TurnRecord(
            question.Id, question.ConversationId, IsRunning: false, 0, "demo", new(null, null, null), new(FinishReasons.Stop, 0, null, null), Sent: null)
        {
            Seams = Seams.None.With(new(1, 5)),
        };

        Assert.False(TurnEvents.Replay(new StoredTurn(turn, question, Some.Answer(question.ConversationId, 1, "Rest."))).EndsWith(2));
    }
}
