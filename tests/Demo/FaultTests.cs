using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace SamosaChaat.Tests.Demo;

/// <summary>Every bad day that a frontend can ask for, as its client sees it.</summary>
public sealed class FaultTests(FaultTests.Demo demo, SqliteServer ordinary) : IClassFixture<FaultTests.Demo>
{
    private const string Question = "How do I fold a samosa?";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_dropped_client_has_the_events_before_and_can_resume_behind_them()
    {
        using var user = await demo.Server.NewUserAsync();
        var conversation = (await user.CreateConversationAsync()).Id();
        var id = Guid.NewGuid();

        using var response = await PostAsync(user, conversation, "drop@12", id);
        var (seen, broke) = await ReadAsync(response);
        using var again = await user.Http.GetAsync(new Uri($"/conversations/{conversation}/messages/{id}/stream?last_event_id=11", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Ct);
        var (rest, whole) = await ReadAsync(again);

        Assert.IsType<IOException>(broke, exactMatch: false);
        Assert.Equal(Enumerable.Range(0, 12), seen.Select(e => e.Id));
        Assert.Null(whole);
        Assert.Equal(12, rest[0].Id);
        Assert.Equal("stop", rest[^1].FinishReason);
        Assert.Equal((await user.MessagesAsync(conversation))[1].Text("content"), string.Concat(seen.Concat(rest).Select(e => e.Token)));
    }

    [Fact]
    public async Task A_stall_is_silence_after_which_everything_comes()
    {
        var clock = new WatchedClock(TimeSpan.FromSeconds(7));
        await using var server = new DemoServer("sqlite", services => services.AddSingleton<TimeProvider>(clock));
        using var user = await server.NewUserAsync();
        var conversation = (await user.CreateConversationAsync()).Id();
        using var response = await PostAsync(user, conversation, "stall@5:7");
        await using var stream = await response.Content.ReadAsStreamAsync(Ct);
        await using var events = SseParser.Create(stream).EnumerateAsync(Ct).GetAsyncEnumerator(Ct);

        for (var i = 0; i < 5; i++) Assert.True(await events.MoveNextAsync());
        var sixth = events.MoveNextAsync().AsTask();
        await clock.Waits.WaitAsync(Patience.Limit, Ct);
        clock.Advance(TimeSpan.FromSeconds(6.9));
        Assert.False(sixth.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(0.1));

        Assert.True(await sixth.WaitAsync(Patience.Limit, Ct));
        Assert.Equal("5", events.Current.EventId);
        var last = events.Current.Data;
        while (await events.MoveNextAsync()) last = events.Current.Data;
        Assert.Contains("\"done\":true", last, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_that_breaks_off_is_an_error_event_and_what_it_wrote_is_kept()
    {
        using var user = await demo.Server.NewUserAsync();
        var conversation = (await user.CreateConversationAsync()).Id();

        using var response = await PostAsync(user, conversation, "error@3");
        var (events, broke) = await ReadAsync(response);

        Assert.Null(broke);
        Assert.Equal(3, events.Count(e => e.Token is not null));
        Assert.Equal(502, events[4].Data.GetProperty("error").GetProperty("status").GetInt32());
        Assert.Equal("error", events[5].FinishReason);
        Assert.Equal(string.Concat(events.Select(e => e.Token)), events[5].Message!.Value.Text("content"));
    }

    [Theory]
    [InlineData("status=502", HttpStatusCode.BadGateway)]
    [InlineData("status=503", HttpStatusCode.ServiceUnavailable)]
    [InlineData("status=504", HttpStatusCode.GatewayTimeout)]
    [InlineData("error@0", HttpStatusCode.BadGateway)]
    public async Task A_model_that_does_not_answer_is_a_status_and_the_same_request_can_be_sent_again(string fault, HttpStatusCode status)
    {
        using var user = await demo.Server.NewUserAsync();
        var conversation = (await user.CreateConversationAsync()).Id();
        var id = Guid.NewGuid();

        using var refused = await PostAsync(user, conversation, fault, id);
        var kept = await user.MessagesAsync(conversation);
        using var again = await PostAsync(user, conversation, fault: null, id);
        var (events, _) = await ReadAsync(again);

        Assert.Equal((status, "application/problem+json"), (refused.StatusCode, refused.Content.Headers.ContentType?.MediaType));
        Assert.Equal(id, Assert.Single(kept).Id());
        Assert.Equal("stop", events[^1].FinishReason);
    }

    [Fact]
    public async Task Too_many_turns_is_429_with_a_time_to_wait_and_nothing_stored()
    {
        using var user = await demo.Server.NewUserAsync();
        var conversation = (await user.CreateConversationAsync()).Id();

        using var refused = await PostAsync(user, conversation, "status=429");

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Empty(await user.MessagesAsync(conversation));
    }

    [Fact]
    public async Task Any_other_request_can_fail_too_and_a_fault_that_there_is_not_is_named()
    {
        using var user = await demo.Server.NewUserAsync();

        using var failed = await GetAsync(user, "/conversations", "status=503");
        using var refused = await GetAsync(user, "/conversations", "melt@3");
        var errors = (await refused.JsonAsync()).GetProperty("errors");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.BadRequest), (failed.StatusCode, refused.StatusCode));
        Assert.Contains("drop@12", errors.GetProperty("x-demo-fault")[0].GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("drop@1")]
    [InlineData("error@1")]
    [InlineData("status=503")]
    [InlineData("nonsense")]
    public async Task Outside_demo_mode_the_header_means_nothing(string fault)
    {
        using var user = await ordinary.NewUserAsync();
        var conversation = (await user.CreateConversationAsync()).Id();

        using var response = await PostAsync(user, conversation, fault);
        var (events, broke) = await ReadAsync(response);

        Assert.Null(broke);
        Assert.Equal("stop", events[^1].FinishReason);
    }

    [Fact]
    public async Task Where_every_connection_breaks_a_client_that_resumes_gets_the_whole_answer()
    {
        await using var server = new DemoServer("sqlite", ("Demo:Faults", "drop=1"));
        using var user = await server.NewUserAsync();
        var conversation = (await user.CreateConversationAsync()).Id();
        var id = Guid.NewGuid();
        using var response = await PostAsync(user, conversation, fault: null, id);
        var (seen, broke) = await ReadAsync(response);

        var breaks = 0;
        while (broke is not null)
        {
            Assert.InRange(++breaks, 1, 200);
            using var again = await user.Http.GetAsync(new Uri($"/conversations/{conversation}/messages/{id}/stream?last_event_id={seen[^1].Id}", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Ct);
            (var more, broke) = await ReadAsync(again);
            seen.AddRange(more);
        }

        Assert.NotEqual(0, breaks);
        Assert.Equal("stop", seen[^1].FinishReason);
        Assert.Equal(Enumerable.Range(0, seen.Count), seen.Select(e => e.Id));
    }

    private static async Task<HttpResponseMessage> PostAsync(TestUser user, Guid conversation, string? fault, Guid? id = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/conversations/{conversation}/messages")
        {
            Content = JsonContent.Create(new { message = new { id = id ?? Guid.NewGuid(), content = Question } }),
        };
        if (fault is not null) request.Headers.Add("x-demo-fault", fault);
        return await user.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Ct);
    }

    private static async Task<HttpResponseMessage> GetAsync(TestUser user, string path, string fault)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("x-demo-fault", fault);
        return await user.Http.SendAsync(request, Ct);
    }

    /// <summary>Everything up to the end of the stream, or to where it broke.</summary>
    private static async Task<(List<StreamedEvent> Events, Exception? Broke)> ReadAsync(HttpResponseMessage response)
    {
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        var events = new List<StreamedEvent>();
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(Ct);
            await foreach (var item in SseParser.Create(stream).EnumerateAsync(Ct))
            {
                Contract.Contract.CheckEvent(item.Data);
                events.Add(new(int.Parse(item.EventId!, System.Globalization.CultureInfo.InvariantCulture), JsonElement.Parse(item.Data)));
            }

            return (events, null);
        }
        catch (IOException e)
        {
            return (events, e);
        }
    }

    public sealed class Demo : IAsyncDisposable
    {
        public DemoServer Server { get; } = new("sqlite");

        public ValueTask DisposeAsync() => Server.DisposeAsync();
    }

    /// <summary>Tells when somebody begins to wait for a certain time.</summary>
    private sealed class WatchedClock(TimeSpan wait) : FakeTimeProvider(DateTimeOffset.UtcNow)
    {
        private readonly TaskCompletionSource waits = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Waits => waits.Task;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            if (dueTime == wait) waits.TrySetResult();
            return timer;
        }
    }
}
