using System.Net.Http.Json;

namespace SamosaChaat.Tests.Cluster;

/// <summary>Streaming:Recovery continue, with several nodes: another node continues the answer of a turn whose node is gone.</summary>
public sealed class ContinuationTests : IAsyncLifetime
{
    private static readonly (string Key, string Value)[] Continues =
        [("Streaming:Recovery", "continue"), ("Streaming:CheckpointInterval", "0"), ("Inference:Upstreams:0:Continues", "prefill")];

    private readonly OpenAiServer model = new();
    private readonly CancellationTokenSource patience = new(Patience.Limit);
    private readonly Guid turn = Guid.CreateVersion7();
    private Node first = null!;
    private Node second = null!;

    public async ValueTask InitializeAsync()
    {
        first = await Node.StartAsync(model, first: null, Continues);
        second = await Node.StartAsync(model, first, Continues);
    }

    [Theory]
    [InlineData("KILL")]
    // This node wakes up again, with tokens of the model that it must not publish.
    [InlineData("STOP")]
    public async Task Another_node_continues_the_answer_of_a_node_that_is_gone(string signal)
    {
        using var user = await TestUser.RegisterAsync(first.Program.Client());
        using var onFirst = first.Program.Client(user.AccessToken);
        using var onSecond = second.Program.Client(user.AccessToken);
        using var created = await onFirst.PostAsJsonAsync("/conversations", new { title = "A title", model_tag = Chat.ModelTag }, patience.Token);
        var conversation = (await created.JsonAsync()).Id();
        var awake = new TaskCompletionSource();
        model.Script = async reply =>
        {
            await reply.TokenAsync("Fold");
            await awake.Task.WaitAsync(patience.Token);
            await reply.TokenAsync(" no more");
            await reply.HangAsync();
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/conversations/{conversation}/messages") { Content = JsonContent.Create(new { message = new { id = turn, content = "How?" } }) };
        using var response = await onFirst.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
        await using var body = await response.Content.ReadAsStreamAsync(patience.Token);
        await body.ReadUntilAsync(text => text.Contains("Fold", StringComparison.Ordinal), patience.Token);
        var (asked, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        model.Script = async reply =>
        {
            asked.SetResult();
            await reply.TokenAsync(" the");
            await goOn.Task.WaitAsync(patience.Token);
            await reply.TokenAsync(" dough.");
            await reply.EndAsync();
        };

        await first.Program.AskToEndAsync(signal);
        await asked.Task.WaitAsync(patience.Token);
        if (signal == "STOP")
        {
            awake.SetResult();
            await first.Program.AskToEndAsync("CONT");
            await first.Program.SaysAsync(line => line.Contains("\"event_id\":2102", StringComparison.Ordinal));
            using var reader = new StreamReader(body);
            var left = await reader.ReadToEndAsync(patience.Token);
            Assert.DoesNotContain("no more", left, StringComparison.Ordinal);
            Assert.DoesNotContain("done", left, StringComparison.Ordinal);
        }

        goOn.SetResult();
        var stream = new Uri($"/conversations/{conversation}/messages/{turn}/stream?last_event_id=1", UriKind.Relative);
        var rest = Events.Of(await onSecond.GetStringAsync(stream, patience.Token));

        Assert.Equal([2, 3, 4], rest.Select(item => item.Id));
        Assert.Equal([" the", " dough."], rest.Select(item => item.Token).OfType<string>());
        Assert.Equal(("stop", "Fold the dough."), (rest[^1].FinishReason, rest[^1].Message?.Text("content")));
        Assert.Equal([("user", "How?"), ("assistant", "Fold")], model.Requests.Last().Messages);
    }

    public async ValueTask DisposeAsync()
    {
        await first.DisposeAsync();
        await second.DisposeAsync();
        await model.DisposeAsync();
        patience.Dispose();
    }
}
