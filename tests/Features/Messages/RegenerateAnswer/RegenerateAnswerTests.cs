using System.Net.Http.Json;

namespace SamosaChaat.Tests.Features.Messages.RegenerateAnswer;

/// <summary>Asks the model for another answer in place of the last one.</summary>
public abstract class RegenerateAnswerTests(string engine)
{
    [Fact]
    public async Task A_regeneration_replaces_the_answer_and_a_failed_one_does_not()
    {
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model);
        await chat.User.SendAndWaitAsync(chat.Id, "Hello?");
        model.Script = async reply => await reply.TokenAsync("wor");
        using var failed = await Regenerate(chat, null);
        Assert.Contains("\"finish_reason\":\"error\"", await failed.Content.ReadAsStringAsync(chat.Ct), StringComparison.Ordinal);
        Assert.Equal(["Hello?", "Hello"], (await chat.MessagesAsync()).Select(message => message.Text("content")));

        model.Script = async reply =>
        {
            await reply.TokenAsync("Better");
            await reply.EndAsync();
        };
        using var better = await Regenerate(chat, JsonContent.Create(new { stream = false }));

        Assert.Equal("Better", (await better.JsonAsync()).Text("content"));
        Assert.Equal(["Hello?", "Better"], (await chat.MessagesAsync()).Select(message => message.Text("content")));
    }

    private static Task<HttpResponseMessage> Regenerate(Chat chat, HttpContent? body) =>
        chat.User.Http.PostAsync(new Uri($"/conversations/{chat.Id}/regenerate", UriKind.Relative), body, chat.Ct);
}

public sealed class RegenerateAnswerOnSqlite() : RegenerateAnswerTests("sqlite");

public sealed class RegenerateAnswerOnLiteDb() : RegenerateAnswerTests("litedb");

public sealed class RegenerateAnswerOnPostgres() : RegenerateAnswerTests("postgres");
