using Microsoft.Extensions.AI;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Inference;
using SamosaChaat.Shared.Turns;

namespace SamosaChaat.Tests.Turns;

public sealed class AnswerBufferTests
{
    [Fact]
    public void No_checkpoint_is_taken_once_the_end_has_been_told_whether_there_are_any()
    {
        using var taken = new TokenBatch();
        var answer = new AnswerBuffer(TimeProvider.System, 1000, 1000);
        answer.Take(new ChatResponseUpdate(ChatRole.Assistant, "late"), taken);

        // The end of the turn removes checkpoints only if it is told of them: one that came after would outlive it.
        Assert.False(answer.Close());

        Assert.Null(answer.TakeUnsaved(TimeSpan.Zero));
    }

    [Fact]
    public void One_that_was_taken_before_is_told_of()
    {
        using var taken = new TokenBatch();
        var answer = new AnswerBuffer(TimeProvider.System, 1000, 1000);
        answer.Take(new ChatResponseUpdate(ChatRole.Assistant, "early"), taken);
        Assert.NotNull(answer.TakeUnsaved(TimeSpan.Zero));

        Assert.True(answer.Close());
    }

    [Theory]
    [InlineData(1000, 1000, "one,two,three", FinishReasons.Stop)]
    [InlineData(1000, 3, "one,two,three", FinishReasons.Stop)]
    [InlineData(1000, 2, "one,two", FinishReasons.Length)]
    [InlineData(11, 1000, "one,two,three", FinishReasons.Stop)]
    [InlineData(8, 1000, "one,two,th", FinishReasons.Length)]
    [InlineData(6, 1000, "one,two", FinishReasons.Length)]
    public void Tokens_that_come_together_are_cut_where_they_would_be_one_by_one(int maxBytes, int maxTokens, string expected, string reason)
    {
        string[] tokens = ["one", "two", "three"];
        using var together = new TokenBatch();
        together.Add(tokens);
        var (all, each) = (new AnswerBuffer(TimeProvider.System, maxBytes, maxTokens), new AnswerBuffer(TimeProvider.System, maxBytes, maxTokens));
        using var ofAll = new TokenBatch();
        using var ofEach = new TokenBatch();

        all.Take(new ChatResponseUpdate(ChatRole.Assistant, [new TokensContent(together)]), ofAll);
        foreach (var token in tokens) each.Take(new ChatResponseUpdate(ChatRole.Assistant, token), ofEach);

        Assert.Equal(expected.Split(','), ofAll.Texts());
        Assert.Equal(expected.Split(','), ofEach.Texts());
        Assert.Equal((reason, reason == FinishReasons.Length), (all.FinishReason, all.IsFull));
        Assert.Equal((reason, reason == FinishReasons.Length), (each.FinishReason, each.IsFull));
        Assert.Equal(each.Rest().Text, all.Rest().Text);
        Assert.Equal(each.PackLengths(), all.PackLengths());
    }

    [Fact]
    public void What_was_taken_before_is_not_taken_again()
    {
        using var taken = new TokenBatch();
        using var together = new TokenBatch();
        var answer = new AnswerBuffer(TimeProvider.System, 1000, 1000);
        together.Add("one", "two");

        answer.Take(new ChatResponseUpdate(ChatRole.Assistant, [new TokensContent(together)]), taken);
        answer.Take(new ChatResponseUpdate(ChatRole.Assistant, "three"), taken);
        answer.Take(new ChatResponseUpdate(ChatRole.Assistant, [new TokensContent(together)]), taken);

        Assert.Equal(["one", "two", "three", "one", "two"], taken.Texts());
        Assert.Equal("onetwothreeonetwo", answer.Rest().Text);
    }
}
