using System.Net;
using SamosaChaat.Tests.Features.Messages.SendMessage;

namespace SamosaChaat.Tests.Security;

/// <summary>
/// API10:2023. A model's server is not trusted: what it sends is bounded, and its words are taken for text. <see
/// cref="HostileUpstreamTests"/> has each way in which it can misbehave.
/// </summary>
public abstract class Api10UnsafeConsumptionOfApisTests(string engine)
{
    private const int MaxBytes = 2_000;

    [Fact]
    public async Task An_answer_without_an_end_is_cut()
    {
        await using var model = new NanochatServer { Script = WriteForEverAsync };
        await using var chat = await Chat.StartAsync(engine, model, ("Streaming:MaxAnswerBytes", $"{MaxBytes}"));

        using var answer = await chat.PostAsync("Hello?", stream: false);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(MaxBytes, (await answer.JsonAsync()).Text("content").Length);
        Assert.Equal(MaxBytes, (await chat.MessagesAsync())[1].Text("content").Length);
    }

    [Fact]
    public async Task A_refusal_that_quotes_the_key_is_passed_on_without_it()
    {
        const string Key = "the-key-of-this-server";
        await using var model = new NanochatServer { ApiKey = Key, Script = reply => reply.RefuseAsync(400, message: $"The key {Key} may not do this.") };
        await using var chat = await Chat.StartAsync(engine, model, ("Inference:Upstreams:0:ApiKey", Key));

        using var answer = await chat.PostAsync("Hello?", stream: false);

        var detail = (await answer.JsonAsync()).Text("detail");
        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        Assert.Contains("may not do this", detail, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, detail, StringComparison.Ordinal);
    }

    private static async Task WriteForEverAsync(ModelReply reply)
    {
        while (!reply.Gone.IsCancellationRequested) await reply.TokenAsync("samosa ");
    }
}

public sealed class Api10OnSqlite() : Api10UnsafeConsumptionOfApisTests("sqlite");

public sealed class Api10OnLiteDb() : Api10UnsafeConsumptionOfApisTests("litedb");

public sealed class Api10OnPostgres() : Api10UnsafeConsumptionOfApisTests("postgres");
