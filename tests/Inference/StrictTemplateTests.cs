using SamosaChaat.Shared.Domain;

namespace SamosaChaat.Tests.Inference;

/// <summary>Turns end in every way there is, in any order; the strictest template takes every history that is made of them.</summary>
public abstract class StrictTemplateTests(string engine)
{
    private enum Ending
    {
        Stop,
        Length,
        NoText,
        BlankText,
        CancelledWithText,
        CancelledWithoutText,
        InterruptedWithText,
        InterruptedWithoutText,
        ErrorWithText,
        ErrorWithoutText,
        RepeatedQuestion,
        RegeneratedWithoutText,
        RegeneratedWithText,
    }

    [Theory]
    [InlineData("nanochat")]
    [InlineData("openai")]
    public async Task No_request_is_refused_whatever_came_before(string protocol)
    {
        await using var model = ModelServer.Of(protocol);
        await using var chat = await Chat.StartAsync(engine, model, ("Inference:MaxHistoryMessages", "9"), ("Inference:SystemPrompt", "Be polite."));
        var random = Seeded.Random();
        // Each of them twice, so that each has another neighbour.
        var endings = Enum.GetValues<Ending>().Concat(Enum.GetValues<Ending>()).ToArray();
        random.Shuffle(endings);

        await chat.User.SendAndWaitAsync(chat.Id, "Question 0");
        for (var i = 0; i < endings.Length; i++) await TakeTurnAsync(chat, model, endings[i], i + 1);
        model.Script = Says("Hello");
        await chat.User.SendAndWaitAsync(chat.Id, "The last question");

        Assert.Each(model.Requests, request => Assert.Null(StrictTemplate.Objection(request.Messages)));
        Assert.True(model.Requests.Max(request => request.Messages.Count) > 3, "No request had a history.");
    }

    private static async Task TakeTurnAsync(Chat chat, ModelServer model, Ending ending, int number)
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        model.Script = ending switch
        {
            Ending.NoText or Ending.RegeneratedWithoutText => Says(),
            Ending.BlankText => Says(" \n", "\u200B"),
            Ending.Length => Says("One"),
            Ending.CancelledWithText or Ending.InterruptedWithText => ThenHangs("Half an answer"),
            Ending.CancelledWithoutText or Ending.InterruptedWithoutText => ThenHangs(),
            Ending.ErrorWithText => Dies,
            Ending.ErrorWithoutText => reply => reply.RefuseAsync(500),
            _ => Says("An answer"),
        };
        if (ending is Ending.RegeneratedWithText or Ending.RegeneratedWithoutText)
        {
            using var again = await chat.User.Http.PostAsync($"/conversations/{chat.Id}/regenerate", new { stream = false });
            return;
        }

        var id = Guid.NewGuid();
        var content = ending == Ending.RepeatedQuestion ? (await chat.MessagesAsync()).Last(message => message.Text("role") == "user").Text("content") : $"Question {number}";
        var post = chat.PostAsync(new { message = new { id, content }, max_tokens = ending == Ending.Length ? 1 : 100 });
        if (ending is Ending.CancelledWithoutText or Ending.InterruptedWithoutText)
        {
            await asked.Task.WaitAsync(chat.Ct);
            await StopAsync(chat, ending, id);
        }

        using var answer = await post;
        await using var body = await answer.Content.ReadAsStreamAsync(chat.Ct);
        if (ending is Ending.CancelledWithText or Ending.InterruptedWithText)
        {
            await body.ReadUntilAsync(text => text.Contains("Half", StringComparison.Ordinal), chat.Ct);
            await StopAsync(chat, ending, id);
        }

        await body.CopyToAsync(Stream.Null, chat.Ct);

        Func<ModelReply, Task> ThenHangs(params string[] tokens) => async reply =>
        {
            foreach (var token in tokens) await reply.TokenAsync(token);
            asked.TrySetResult();
            await reply.HangAsync();
        };
    }

    /// <summary>Stops a turn as its user does, or as a server does that shuts down.</summary>
    private static async Task StopAsync(Chat chat, Ending ending, Guid id)
    {
        if (ending is Ending.CancelledWithText or Ending.CancelledWithoutText)
        {
            using var cancelled = await chat.User.Http.DeleteAsync(chat.StreamOf(id), chat.Ct);
            return;
        }

        var turn = chat.Turn(id);
        turn.Stop(FinishReasons.Interrupted);
        await turn.Ended.WaitAsync(chat.Ct);
    }

    private static async Task Dies(ModelReply reply)
    {
        await reply.TokenAsync("Half an answer");
        reply.Die();
    }

    private static Func<ModelReply, Task> Says(params string[] tokens) => async reply =>
    {
        foreach (var token in tokens) await reply.TokenAsync(token);
        await reply.EndAsync(tokens is ["One"] ? "length" : "stop");
    };
}

public sealed class StrictTemplateOnSqlite() : StrictTemplateTests("sqlite");

public sealed class StrictTemplateOnLiteDb() : StrictTemplateTests("litedb");

public sealed class StrictTemplateOnPostgres() : StrictTemplateTests("postgres");
