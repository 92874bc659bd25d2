using System.Net;
using SamosaChaat.Tests.Turns;

namespace SamosaChaat.Tests.Features.Messages.SendMessage;

/// <summary>How long an answer may be asked for, and how long a prompt may be, is the upstream's to say.</summary>
public abstract class AnswerLengthTests(string engine)
{
    private const string Small = "small-model";

    [Theory]
    [InlineData("nanochat", null, 4096)]
    [InlineData("nanochat", "100", 100)]
    [InlineData("openai", null, 4096)]
    [InlineData("openai", "32000", 32_000)]
    public async Task Up_to_the_upstreams_maximum_is_sent_and_more_is_refused_by_that_number(string protocol, string? setting, int most)
    {
        await using var model = ModelServer.Of(protocol);
        await using var chat = await Chat.StartAsync(engine, model, ("Inference:Upstreams:0:MaxAnswerTokens", setting ?? ""));
        var conversation = chat.Conversation.GetRawText();

        foreach (var length in new[] { most + 1, int.MaxValue })
        {
            using var refused = await AskAsync(chat, Guid.NewGuid(), length);

            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            var error = Assert.Single((await refused.JsonAsync()).GetProperty("errors").EnumerateObject());
            Assert.Equal("max_tokens", error.Name);
            Assert.Contains($"from 1 to {most} ", error.Value[0].GetString(), StringComparison.Ordinal);
        }

        Assert.Empty(await chat.MessagesAsync());
        Assert.Empty(model.Requests);
        Assert.Equal(conversation, (await chat.User.GetAsync($"/conversations/{chat.Id}")).GetRawText());
        using var accepted = await AskAsync(chat, Guid.NewGuid(), most);
        Assert.Equal(HttpStatusCode.OK, accepted.StatusCode);
        Assert.Equal(most, Assert.Single(model.Requests).Body.GetProperty("max_tokens").GetInt32());
    }

    [Fact]
    public async Task A_request_that_is_refused_cancels_nothing()
    {
        var written = new TaskCompletionSource();
        await using var model = new NanochatServer
        {
            Script = async reply =>
            {
                await reply.TokenAsync("Half");
                await written.Task;
                await reply.TokenAsync(" and half");
                await reply.EndAsync();
            },
        };
        await using var chat = await Chat.StartAsync(engine, model);
        using var first = await chat.PostAsync("Hello?");

        using var refused = await chat.PostAsync(new { message = new { content = "Instead?" }, max_tokens = 4097, on_conflict = "cancel" });

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        written.SetResult();
        Assert.Contains("\"finish_reason\":\"stop\"", await first.Content.ReadAsStringAsync(chat.Ct), StringComparison.Ordinal);
        Assert.Equal(["Hello?", "Half and half"], (await chat.MessagesAsync()).Select(message => message.Text("content")));
    }

    [Fact]
    public async Task With_another_model_the_same_request_finds_its_turn_and_another_attempt_keeps_to_that_models_maximum()
    {
        await using var model = new OpenAiServer();
        await using var chat = await TwoUpstreamsAsync(model);
        var id = Guid.NewGuid();
        using var answered = await AskAsync(chat, id, 8000);
        Assert.Equal(HttpStatusCode.OK, answered.StatusCode);

        using var changed = await chat.User.Http.PatchAsync($"/conversations/{chat.Id}", new { model_tag = Small });
        using var again = await AskAsync(chat, id, 8000);
        using var regenerated = await chat.User.Http.PostAsync($"/conversations/{chat.Id}/regenerate", new { stream = false });
        using var refused = await AskAsync(chat, Guid.NewGuid(), 1001);

        Assert.Equal(await answered.Content.ReadAsStringAsync(chat.Ct), await again.Content.ReadAsStringAsync(chat.Ct));
        Assert.Equal(HttpStatusCode.OK, regenerated.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal(
            [("a-model", 8000), (Small, 1000)],
            model.Requests.Select(request => (request.Body.Text("model"), request.Body.GetProperty("max_tokens").GetInt32())));
    }

    [Fact]
    public async Task The_budget_of_a_prompt_is_that_of_the_models_upstream()
    {
        await using var model = new OpenAiServer();
        await using var chat = await TwoUpstreamsAsync(model);
        foreach (var content in new[] { "One", "Two" }) await chat.User.SendAndWaitAsync(chat.Id, content);
        using var changed = await chat.User.Http.PatchAsync($"/conversations/{chat.Id}", new { model_tag = Small });
        await chat.User.SendAndWaitAsync(chat.Id, "Three");

        Assert.Equal([1, 3, 1], model.Requests.Select(request => request.Messages.Count));
        var questions = (await chat.MessagesAsync()).Where(message => message.Text("role") == "user").ToArray();
        var context = await chat.User.GetAsync($"/conversations/{chat.Id}/messages/{questions[2].Id()}/context");
        Assert.Contains("max_prompt_tokens", context.GetProperty("left_out").EnumerateArray().Select(group => group.Text("reason")));
    }

    private static Task<HttpResponseMessage> AskAsync(Chat chat, Guid id, int maxTokens) =>
        chat.PostAsync(new { message = new { id, content = "Hello?" }, stream = false, max_tokens = maxTokens });

    /// <summary>One server of models by two names: what the first may do, the second may not.</summary>
    private Task<Chat> TwoUpstreamsAsync(ModelServer model) => Chat.StartAsync(
        engine,
        model,
        ("Inference:MaxPromptTokens", "2"),
        ("Inference:Upstreams:0:Models:0", Chat.ModelTag),
        ("Inference:Upstreams:0:MaxPromptTokens", "1000"),
        ("Inference:Upstreams:0:MaxAnswerTokens", "8000"),
        ("Inference:Upstreams:1:Name", "small"),
        ("Inference:Upstreams:1:Kind", model.Kind),
        ("Inference:Upstreams:1:BaseUrl", model.Url),
        ("Inference:Upstreams:1:MaxAnswerTokens", "1000"));
}

public sealed class AnswerLengthOnSqlite() : AnswerLengthTests("sqlite");

public sealed class AnswerLengthOnLiteDb() : AnswerLengthTests("litedb");

public sealed class AnswerLengthOnPostgres() : AnswerLengthTests("postgres");
