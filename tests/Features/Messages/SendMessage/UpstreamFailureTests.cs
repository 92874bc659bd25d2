using System.Net;
using System.Text.Json;

namespace SamosaChaat.Tests.Features.Messages.SendMessage;

/// <summary>Failures before the stream begins: a status line says so, the question is kept, and the conversation goes on.</summary>
public abstract class UpstreamFailureTests(string engine)
{
    public static readonly TheoryData<string, bool> EveryWay = new() { { "nanochat", true }, { "nanochat", false }, { "openai", true }, { "openai", false } };

    public static readonly TheoryData<string, int> Refusals = new() { { "nanochat", 400 }, { "nanochat", 401 }, { "nanochat", 500 }, { "openai", 400 }, { "openai", 401 }, { "openai", 500 } };

    [Theory]
    [MemberData(nameof(EveryWay))]
    public async Task A_model_that_cannot_be_reached_is_a_503_until_it_is_back(string protocol, bool stream)
    {
        var gone = ModelServer.Of(protocol);
        await using var chat = await Chat.StartAsync(engine, gone);
        await gone.DisposeAsync();

        using var response = await chat.PostAsync("Anybody there?", stream);

        var problem = await ProblemOf(response, HttpStatusCode.ServiceUnavailable);
        Assert.Contains("the-upstream", problem.Text("detail"), StringComparison.Ordinal);
        Assert.Equal(["Anybody there?"], (await chat.MessagesAsync()).Select(message => message.Text("content")));
        await using var back = ModelServer.Of(protocol, gone.Port);
        await chat.User.SendAndWaitAsync(chat.Id, "And now?");
        Assert.Equal(["Anybody there?", "And now?", "Hello"], (await chat.MessagesAsync()).Select(message => message.Text("content")));
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_model_that_refuses_is_a_502_with_its_own_words(string protocol, int status)
    {
        await using var model = ModelServer.Of(protocol);
        await using var chat = await Chat.StartAsync(engine, model);
        var willing = model.Script;
        model.Script = reply => reply.RefuseAsync(status);

        using var response = await chat.PostAsync("May I?");

        var problem = await ProblemOf(response, HttpStatusCode.BadGateway);
        Assert.Contains($"status {status}", problem.Text("detail"), StringComparison.Ordinal);
        Assert.EndsWith($"status {status}: your secret prompt was refused", problem.Text("detail"), StringComparison.Ordinal);
        // Once: what a model's server does with the same words twice is not ours to find out.
        Assert.Single(model.Requests);
        model.Script = willing;
        await chat.User.SendAndWaitAsync(chat.Id, "And now?");
        Assert.Equal(["May I?", "And now?", "Hello"], (await chat.MessagesAsync()).Select(message => message.Text("content")));
        // The user wrote the prompt, and may see it again. The operator does not need it.
        Assert.Contains(chat.Server.Log.Entries, entry => entry.ToString().Contains($"status {status}", StringComparison.Ordinal));
        Assert.DoesNotContain(chat.Server.Log.Entries, entry => entry.ToString().Contains("secret", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(EveryWay))]
    public async Task A_rate_limit_stays_one_and_says_when_to_come_back(string protocol, bool stream)
    {
        await using var model = ModelServer.Of(protocol);
        await using var chat = await Chat.StartAsync(engine, model);
        model.Script = reply => reply.RefuseAsync(429, retryAfter: 17);

        using var response = await chat.PostAsync("May I?", stream);

        await ProblemOf(response, HttpStatusCode.TooManyRequests);
        Assert.Equal(TimeSpan.FromSeconds(17), response.Headers.RetryAfter?.Delta);
    }

    [Theory]
    [MemberData(nameof(EveryWay))]
    public async Task A_model_that_hangs_up_without_a_word_is_a_failure_before_the_stream(string protocol, bool stream)
    {
        await using var model = ModelServer.Of(protocol);
        await using var chat = await Chat.StartAsync(engine, model);
        model.Script = reply =>
        {
            reply.Die();
            return Task.CompletedTask;
        };

        using var response = await chat.PostAsync("Hello?", stream);

        await ProblemOf(response, HttpStatusCode.BadGateway);
        Assert.Single(await chat.MessagesAsync());
    }

    [Theory]
    [MemberData(nameof(EveryWay))]
    public async Task A_model_that_never_answers_is_a_504_and_its_request_is_dropped(string protocol, bool stream)
    {
        var (asked, dropped, clock) = (new TaskCompletionSource(), new TaskCompletionSource(), new StandingClock());
        await using var model = ModelServer.Of(protocol);
        await using var chat = await Chat.StartAsync(engine, model, clock.PutInPlace, ("Streaming:FirstTokenTimeout", "00:00:05"));
        model.Script = async reply =>
        {
            asked.SetResult();
            await reply.HangAsync();
            dropped.SetResult();
        };

        var posting = chat.PostAsync("Hello?", stream);
        await asked.Task.WaitAsync(chat.Ct);
        clock.Advance(TimeSpan.FromSeconds(5));
        using var response = await posting;

        await ProblemOf(response, HttpStatusCode.GatewayTimeout);
        await dropped.Task.WaitAsync(chat.Ct);
        Assert.Single(await chat.MessagesAsync());
    }

    [Theory]
    [InlineData("nanochat")]
    [InlineData("openai")]
    public async Task A_model_that_takes_no_connection_is_a_503_after_a_while(string protocol)
    {
        // A queue that is full and that nobody empties: the next connection is neither taken nor refused.
        using var full = new FullListener();
        await using var template = ModelServer.Of(protocol);
        await using var chat = await Chat.StartAsync(
            engine,
            template,
            ("Inference:Upstreams:0:BaseUrl", template.Url.Replace($":{template.Port}", $":{full.Port}", StringComparison.Ordinal)),
            ("Inference:ConnectTimeout", "00:00:00.300"));

        using var response = await chat.PostAsync("Hello?");

        await ProblemOf(response, HttpStatusCode.ServiceUnavailable);
        Assert.Single(await chat.MessagesAsync());
    }

    [Theory]
    [InlineData("nanochat", "/generate")]
    [InlineData("openai", "/chat/completions")]
    public async Task A_redirect_is_not_followed_for_the_key_would_go_along(string protocol, string path)
    {
        await using var elsewhere = ModelServer.Of(protocol);
        await using var model = ModelServer.Of(protocol);
        await using var chat = await Chat.StartAsync(engine, model, ("Inference:Upstreams:0:ApiKey", "secret"));
        model.Script = reply => reply.RedirectAsync(elsewhere.Url + path);

        using var response = await chat.PostAsync("Hello?");

        await ProblemOf(response, HttpStatusCode.BadGateway);
        Assert.Empty(elsewhere.Requests);
    }

    private static async Task<JsonElement> ProblemOf(HttpResponseMessage response, HttpStatusCode status)
    {
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = await response.JsonAsync();
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        Assert.Equal(response.Headers.GetValues("x-trace-id").Single(), problem.Text("trace_id"));
        return problem;
    }
}

public sealed class UpstreamFailureOnSqlite() : UpstreamFailureTests("sqlite");

public sealed class UpstreamFailureOnLiteDb() : UpstreamFailureTests("litedb");

public sealed class UpstreamFailureOnPostgres() : UpstreamFailureTests("postgres");
