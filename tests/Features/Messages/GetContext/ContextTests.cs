using System.Text.Json;
using SamosaChaat.Shared.Turns.Operations;

namespace SamosaChaat.Tests.Features.Messages.GetContext;

/// <summary>What the model was sent for a turn.</summary>
public abstract class ContextTests(string engine)
{
    [Fact]
    public async Task It_says_what_was_sent_and_what_was_left_out()
    {
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model, ("Inference:MaxHistoryMessages", "2"));
        await chat.User.SendAndWaitAsync(chat.Id, "First");
        await chat.User.SendAndWaitAsync(chat.Id, "Second");
        var stored = await chat.MessagesAsync();

        var context = await chat.User.GetAsync(Context(chat, stored[2].Id()));

        Assert.Equal([stored[2].Id()], Sent(context));
        Assert.Equal(
            [("answer_without_question", stored[1].Id()), ("max_history_messages", stored[0].Id())],
            context.GetProperty("left_out").EnumerateArray().Select(group => (group.Text("reason"), group.GetProperty("messages")[0].GetGuid())));
    }

    [Fact]
    public async Task An_answer_without_text_is_left_out_and_takes_no_room()
    {
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model, ("Inference:MaxHistoryMessages", "5"));
        await chat.User.SendAndWaitAsync(chat.Id, "Zero");
        await chat.User.SendAndWaitAsync(chat.Id, "First");
        var willing = model.Script;
        foreach (var (question, nothing) in new[] { ("Second", ""), ("Third", " \n") })
        {
            model.Script = async reply =>
            {
                if (nothing.Length > 0) await reply.TokenAsync(nothing);
                await reply.EndAsync();
            };
            await chat.User.SendAndWaitAsync(chat.Id, question);
        }

        model.Script = willing;
        await chat.User.SendAndWaitAsync(chat.Id, "Fourth");

        var stored = await chat.MessagesAsync();
        var context = await chat.User.GetAsync(Context(chat, stored[8].Id()));
        Assert.Equal([("user", "First"), ("assistant", "Hello"), ("user", "Second\n\nThird\n\nFourth")], model.Requests.Last().Messages);
        Assert.Equal(new[] { 2, 3, 4, 6, 8 }.Select(i => stored[i].Id()), Sent(context));
        Assert.Equal(
            [$"empty_answer {stored[5].Id()} {stored[7].Id()}", $"max_history_messages {stored[0].Id()} {stored[1].Id()}"],
            context.GetProperty("left_out").EnumerateArray().Select(group =>
                $"{group.Text("reason")} {string.Join(' ', group.GetProperty("messages").EnumerateArray())}"));
    }

    [Fact]
    public async Task Of_a_turn_that_has_only_begun_it_waits_until_that_is_known()
    {
        var store = new StoreGate();
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model, store.PutBeforeStore);
        var first = await chat.User.SendAndWaitAsync(chat.Id, "Before?");
        var id = Guid.NewGuid();
        using var history = store.Hold<ReadHistory>();
        var post = chat.PostAsync(new { message = new { id, content = "Hello?" } });
        await history.Reached.WaitAsync(chat.Ct);

        var context = chat.User.GetAsync(Context(chat, id));
        history.Open();

        var sent = Sent(await context).ToArray();
        Assert.Equal(first.Id(), sent[1]);
        Assert.Equal(id, sent[2]);
        Assert.NotEqual(0, (await context).GetProperty("prompt_tokens").GetInt32());
        using var answer = await post;
    }

    [Fact]
    public async Task Of_a_turn_that_is_stored_and_has_not_started_yet_as_well()
    {
        var store = new StoreGate();
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model, store.PutBeforeStore);
        var id = Guid.NewGuid();
        using var begun = store.HoldAnswers<StartTurn>();
        var post = chat.PostAsync(new { message = new { id, content = "Hello?" } });
        await begun.Reached.WaitAsync(chat.Ct);

        var context = chat.User.GetAsync(Context(chat, id));
        // Whether it comes before the start is known or after: it waits for the start.
        begun.Open();

        Assert.Equal([id], Sent(await context));
        using var answer = await post;
    }

    private static string Context(Chat chat, Guid id) => $"/conversations/{chat.Id}/messages/{id}/context";

    private static IEnumerable<Guid> Sent(JsonElement context) => context.GetProperty("sent").EnumerateArray().Select(id => id.GetGuid());
}

public sealed class ContextOnSqlite() : ContextTests("sqlite");

public sealed class ContextOnLiteDb() : ContextTests("litedb");

public sealed class ContextOnPostgres() : ContextTests("postgres");
