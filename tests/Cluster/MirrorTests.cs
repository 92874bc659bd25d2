using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace SamosaChaat.Tests.Cluster;

/// <summary>A turn of one node is read and ended on another one as on its own.</summary>
public sealed class MirrorTests(MirrorTests.TwoNodes fixture) : IClassFixture<MirrorTests.TwoNodes>
{
    private const int Owner = 0;
    private const int Other = 1;

    private readonly TaskCompletionSource goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Nodes Nodes => fixture.Nodes;

    [Fact]
    public async Task A_reader_elsewhere_gets_the_same_bytes()
    {
        var talk = await BeginAsync();
        using var whole = await talk.ReadAsync(Owner);
        using var mirrored = await talk.ReadAsync(Other);
        using var rest = await talk.ReadAsync(Other, after: 1);

        goOn.SetResult();

        var events = await talk.ToTheEndAsync(whole);
        Assert.Equal(["Fold", " it", "\n\n", "ἓν \"οἶδα\" 🥟", "."], Events.Of(events).Select(item => item.Token).OfType<string>());
        Assert.Equal("stop", Events.Of(events)[^1].FinishReason);
        Assert.Equal(events, await talk.ToTheEndAsync(mirrored));
        Assert.Equal(events[events.IndexOf("id: 2\n", StringComparison.Ordinal)..], await talk.ToTheEndAsync(rest));
        using var replayed = await talk.ReadAsync(Other);
        Assert.Equal(events, await talk.ToTheEndAsync(replayed));
    }

    [Fact]
    public async Task Many_readers_share_one_stream_between_the_nodes()
    {
        var talk = await BeginAsync();
        var readers = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => talk.ReadAsync(Other)));

        Assert.Equal(1, await Nodes.MetricAsync(Other, "samosachaat_mirror_open"));

        goOn.SetResult();
        var texts = await Task.WhenAll(readers.Select(talk.ToTheEndAsync));
        using var whole = await talk.ReadAsync(Owner);
        Assert.Equal(await talk.ToTheEndAsync(whole), Assert.Single(texts.Distinct()));
        foreach (var reader in readers) reader.Dispose();
    }

    [Fact]
    public async Task The_same_message_again_joins_the_turn()
    {
        var talk = await BeginAsync();
        using var joined = await talk.PostAsync(Other);
        using var waits = new HttpRequestMessage(HttpMethod.Post, talk.Messages)
        {
            Content = JsonContent.Create(new { message = new { id = talk.Turn, content = "How?" }, stream = false }),
        };
        var answer = Nodes.On(Other).SendAsync(waits, Nodes.Ct);
        using var different = await talk.SendAsync(Other, HttpMethod.Post, talk.Messages, new { message = new { id = talk.Turn, content = "Why?" } });
        Assert.Equal(HttpStatusCode.Conflict, different.StatusCode);

        goOn.SetResult();

        using var whole = await talk.ReadAsync(Owner);
        var events = await talk.ToTheEndAsync(whole);
        Assert.Equal(events, await talk.ToTheEndAsync(joined));
        using var answered = await answer;
        Assert.Equal(Events.Of(events)[^1].Message!.Value.GetRawText(), (await answered.JsonAsync()).GetRawText());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_refusal_before_the_first_token_is_the_status_elsewhere_too(bool stream)
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Nodes.Model.Script = async reply =>
        {
            asked.SetResult();
            await goOn.Task.WaitAsync(reply.Gone);
            await reply.RefuseAsync(429, retryAfter: 7);
        };
        var talk = await Nodes.TalkAsync();
        // The mirror of another test may not have ended yet.
        await Nodes.MetricIsAsync(Other, "samosachaat_mirror_open", 0);
        var first = talk.PostAsync(Owner, stream);
        await asked.Task.WaitAsync(Nodes.Ct);
        var joined = talk.PostAsync(Other, stream);
        // The other node has the turn as soon as its mirror has one.
        await Nodes.MetricIsAsync(Other, "samosachaat_mirror_open", 1);

        goOn.SetResult();

        using var here = await first;
        using var there = await joined;
        Assert.Equal(HttpStatusCode.TooManyRequests, here.StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, there.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(7), there.Headers.RetryAfter?.Delta);
        Assert.Equal((await here.JsonAsync()).Text("detail"), (await there.JsonAsync()).Text("detail"));
    }

    [Fact]
    public async Task Cancelling_elsewhere_stores_the_text_so_far()
    {
        var talk = await BeginAsync();
        using var mirrored = await talk.ReadAsync(Other);

        using var cancelled = await talk.SendAsync(Other, HttpMethod.Delete, talk.Stream);

        Assert.Equal(HttpStatusCode.NoContent, cancelled.StatusCode);
        Assert.Equal(["How?", "Fold"], await talk.ContentsAsync(Other));
        Assert.Equal("cancelled", Events.Of(await talk.ToTheEndAsync(mirrored))[^1].FinishReason);
        await stopped.Task.WaitAsync(Nodes.Ct);
    }

    [Fact]
    public async Task Another_message_elsewhere_is_refused_or_takes_the_place()
    {
        var talk = await BeginAsync();
        using var refused = await talk.SendAsync(Other, HttpMethod.Post, talk.Messages, new { message = new { content = "And then?" } });
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        using var again = await talk.SendAsync(Other, HttpMethod.Post, $"/conversations/{talk.Conversation}/regenerate", new { });
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);

        Nodes.Model.Script = async reply =>
        {
            await reply.TokenAsync("Fry it.");
            await reply.EndAsync();
        };
        using var second = await talk.SendAsync(
            Other, HttpMethod.Post, talk.Messages, new { message = new { content = "And then?" }, on_conflict = "cancel" });

        Assert.Equal("Fry it.", Events.Text(await talk.ToTheEndAsync(second)));
        Assert.Equal(["How?", "Fold", "And then?", "Fry it."], await talk.ContentsAsync(Owner));
        await stopped.Task.WaitAsync(Nodes.Ct);
    }

    [Fact]
    public async Task Deleting_the_conversation_elsewhere_ends_the_turn()
    {
        var talk = await BeginAsync();
        using var whole = await talk.ReadAsync(Owner);

        using var deleted = await talk.SendAsync(Other, HttpMethod.Delete, $"/conversations/{talk.Conversation}");

        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        await stopped.Task.WaitAsync(Nodes.Ct);
        var last = Events.Of(await talk.ToTheEndAsync(whole))[^1];
        // Its text is in the trash with the conversation.
        Assert.Equal("interrupted", last.FinishReason);
    }

    [Fact]
    public async Task What_was_sent_to_the_model_is_known_elsewhere_while_the_turn_runs()
    {
        var talk = await BeginAsync();

        var context = await Nodes.On(Other).GetFromJsonAsync<JsonElement>($"{talk.Messages}/{talk.Turn}/context", Nodes.Ct);

        Assert.Equal([talk.Turn], context.GetProperty("sent").EnumerateArray().Select(id => id.GetGuid()));
        goOn.SetResult();
    }

    [Fact]
    public async Task A_turn_that_another_user_asks_for_is_not_found_elsewhere_either()
    {
        var talk = await BeginAsync();
        using var stranger = await TestUser.RegisterAsync(Nodes[Other].Program.Client());

        using var read = await stranger.Http.FetchAsync(talk.Stream);
        using var cancelled = await stranger.Http.RemoveAsync(talk.Stream);

        Assert.Equal(HttpStatusCode.NotFound, read.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, cancelled.StatusCode);
        Assert.False(stopped.Task.IsCompleted);
        goOn.SetResult();
    }

    /// <summary>Starts a turn on the first node that says one word, and the rest when it is told to.</summary>
    private async Task<Talk> BeginAsync()
    {
        Nodes.Model.Script = async reply =>
        {
            reply.Gone.Register(() => stopped.TrySetResult());
            await reply.TokenAsync("Fold");
            await goOn.Task.WaitAsync(reply.Gone);
            foreach (var token in new[] { " it", "\n\n", "ἓν \"οἶδα\" 🥟", "." }) await reply.TokenAsync(token);
            await reply.EndAsync();
        };
        var talk = await Nodes.TalkAsync();
        await using var body = await talk.BeginAsync("Fold");
        return talk;
    }

    public sealed class TwoNodes : IAsyncLifetime
    {
        public Nodes Nodes { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Nodes = await Nodes.StartAsync(2);

        public ValueTask DisposeAsync() => Nodes.DisposeAsync();
    }
}
