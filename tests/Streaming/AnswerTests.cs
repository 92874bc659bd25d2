using Microsoft.Extensions.AI;
using SamosaChaat.Shared.Streaming;

namespace SamosaChaat.Tests.Streaming;

public sealed class AnswerTests
{
    [Fact]
    public void No_checkpoint_is_taken_once_the_end_has_been_told_whether_there_are_any()
    {
        var answer = new Answer(TimeProvider.System, 1000, 1000);
        answer.Take(new ChatResponseUpdate(ChatRole.Assistant, "late"), []);

        // The end of the turn removes checkpoints only if it is told of them: one that came after would outlive it.
        Assert.False(answer.Close());

        Assert.Null(answer.TakeUnsaved(TimeSpan.Zero));
    }

    [Fact]
    public void One_that_was_taken_before_is_told_of()
    {
        var answer = new Answer(TimeProvider.System, 1000, 1000);
        answer.Take(new ChatResponseUpdate(ChatRole.Assistant, "early"), []);
        Assert.NotNull(answer.TakeUnsaved(TimeSpan.Zero));

        Assert.True(answer.Close());
    }
}
