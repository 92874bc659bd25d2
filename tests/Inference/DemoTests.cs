using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SamosaChaat.Shared.Inference;
using SamosaChaat.Shared.Inference.Demo;

namespace SamosaChaat.Tests.Inference;

public sealed class DemoTests
{
    private static readonly ChatMessage[] Question = [new(ChatRole.User, "How do I fold a samosa?")];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_question_has_the_same_answer_and_another_has_another()
    {
        var first = await Demo(0).GetResponseAsync(Question, cancellationToken: Ct);
        var second = await Demo(0).GetResponseAsync(Question, cancellationToken: Ct);
        var others = new HashSet<string>();
        for (var i = 0; i < 20; i++) others.Add((await Demo(0).GetResponseAsync([new(ChatRole.User, $"Question {i}")], cancellationToken: Ct)).Text);

        Assert.Equal(first.Text, second.Text);
        Assert.NotEmpty(first.Text);
        Assert.InRange(others.Count, 5, 20);
    }

    [Fact]
    public async Task It_continues_its_own_answer_anywhere_and_nothing_else()
    {
        var whole = DemoAnswer.Text(Question[0].Text);
        foreach (var end in Enumerable.Range(1, whole.Length))
        {
            var begun = whole[..end].TrimEnd();
            Assert.Equal(whole, begun + (await Demo(0).GetResponseAsync([.. Question, new(ChatRole.Assistant, begun)], cancellationToken: Ct)).Text);
        }

        await Assert.ThrowsAsync<UnreadableAnswerException>(() => Demo(0).GetResponseAsync([.. Question, new(ChatRole.Assistant, "No.")], cancellationToken: Ct));
    }

    [Theory]
    [InlineData("Hello there", 8, 60)]
    [InlineData("How do I fold a samosa?", 61, 250)]
    [InlineData("A long answer about dough, please", 400, 1500)]
    public void A_short_question_has_a_short_answer_and_who_asks_for_a_long_one_gets_it(string question, int least, int most) =>
        Assert.InRange(DemoAnswer.Tokens(question).Count(), least, most);

    [Theory]
    [InlineData("Write me some code for that", "```")]
    [InlineData("Put that into a table, please", "| ---")]
    [InlineData("कितनी देर में बनेगा समोसा", "समोसा")]
    [InlineData("Repeat after me: <b>hi</b>", "<b>hi</b>")]
    public void It_shows_what_it_is_asked_to_show(string question, string sign)
    {
        var text = DemoAnswer.Text(question);

        Assert.Contains(sign, text, StringComparison.Ordinal);
        Assert.Equal(text, string.Concat(DemoAnswer.Tokens(question)));
        Assert.DoesNotContain('\r', text);
    }

    [Theory]
    [InlineData("Say something in Arabic to me")]
    [InlineData("ما هي السمبوسة؟")]
    public void It_writes_from_right_to_left_for_who_asks_for_such_a_script(string question) =>
        Assert.Contains(DemoAnswer.Text(question), c => c is >= '\u0590' and <= '\u08FF');

    [Fact]
    public async Task It_writes_a_token_whenever_one_is_due_and_none_before()
    {
        var clock = new FakeTimeProvider();
        await using var tokens = Demo(40, clock).GetStreamingResponseAsync(Question, cancellationToken: Ct).GetAsyncEnumerator(Ct);

        for (var i = 0; i < 10; i++)
        {
            var next = tokens.MoveNextAsync().AsTask();
            clock.Advance(TimeSpan.FromMilliseconds(24));
            Assert.False(next.IsCompleted);
            clock.Advance(TimeSpan.FromMilliseconds(1));
            Assert.True(await next.WaitAsync(Patience.Limit, Ct));
            Assert.NotEmpty(tokens.Current.Text);
        }
    }

    [Fact]
    public async Task A_late_timer_is_made_up_for()
    {
        var clock = new FakeTimeProvider();
        await using var tokens = Demo(40, clock).GetStreamingResponseAsync(Question, cancellationToken: Ct).GetAsyncEnumerator(Ct);
        var first = tokens.MoveNextAsync().AsTask();

        clock.Advance(TimeSpan.FromMilliseconds(100));

        Assert.True(await first.WaitAsync(Patience.Limit, Ct));
        // The three that were due meanwhile come without waiting, the next one does not.
        for (var i = 0; i < 3; i++) Assert.True(tokens.MoveNextAsync().AsTask().IsCompletedSuccessfully);
        var fifth = tokens.MoveNextAsync().AsTask();
        Assert.False(fifth.IsCompleted);
        clock.Advance(TimeSpan.FromMilliseconds(25));
        Assert.True(await fifth.WaitAsync(Patience.Limit, Ct));
    }

    [Theory]
    [InlineData(null, "stop")]
    [InlineData(5, "length")]
    public async Task It_ends_by_itself_or_at_its_limit(int? limit, string reason)
    {
        var updates = await Demo(0).GetStreamingResponseAsync(Question, new ChatOptions { MaxOutputTokens = limit }, Ct).ToListAsync(Ct);

        Assert.Equal(reason, updates[^1].FinishReason?.Value);
        if (limit is { } tokens) Assert.Equal(tokens, updates.Count(update => update.Text.Length > 0));
    }

    [Fact]
    public async Task It_stops_when_it_is_told_to()
    {
        using var stop = new CancellationTokenSource();
        await using var tokens = Demo(40, new FakeTimeProvider()).GetStreamingResponseAsync(Question, cancellationToken: stop.Token).GetAsyncEnumerator(Ct);
        var next = tokens.MoveNextAsync().AsTask();

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
    }

    private static DemoChatClient Demo(double tokensPerSecond, TimeProvider? clock = null) =>
        new(Options.Create(new DemoOptions { TokensPerSecond = tokensPerSecond }), clock ?? TimeProvider.System);
}
