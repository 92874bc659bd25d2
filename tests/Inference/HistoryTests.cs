using SamosaChaat.Tests.Turns;

namespace SamosaChaat.Tests.Inference;

/// <summary>What of a conversation reaches the model's server, and what of that is logged.</summary>
public abstract class HistoryTests(string engine)
{
    private const int PromptSent = 2001;

    [Theory]
    [InlineData("nanochat")]
    [InlineData("openai")]
    public async Task The_model_is_sent_the_conversation_in_order_with_its_roles(string protocol)
    {
        await using var model = ModelServer.Of(protocol);
        await using var chat = await Chat.StartAsync(engine, model);

        await chat.User.SendAndWaitAsync(chat.Id, "First 🥟");
        await chat.User.SendAndWaitAsync(chat.Id, "Second");

        Assert.Equal([("user", "First 🥟")], model.Requests.First().Messages);
        Assert.Equal([("user", "First 🥟"), ("assistant", "Hello"), ("user", "Second")], model.Requests.Last().Messages);
    }

    [Theory]
    [InlineData(1, "Third")]
    [InlineData(2, "Third")]
    [InlineData(3, "Second Hello Third")]
    public async Task No_more_messages_are_sent_than_the_setting_allows(int limit, string sent)
    {
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model, ("Inference:MaxHistoryMessages", $"{limit}"));

        foreach (var content in new[] { "First", "Second", "Third" }) await chat.User.SendAndWaitAsync(chat.Id, content);

        Assert.Equal(sent.Split(' '), model.Requests.Last().Messages.Select(message => message.Content));
    }

    [Fact]
    public async Task The_log_says_what_was_sent_by_ids_and_numbers_and_never_what_was_said()
    {
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model, ("Inference:MaxPromptTokens", "12"));
        model.Script = async reply =>
        {
            await reply.TokenAsync("Chutney");
            await reply.EndAsync();
        };

        foreach (var content in new[] { "Tamarind one", "Tamarind two", "Tamarind three" }) await chat.User.SendAndWaitAsync(chat.Id, content);

        var stored = await chat.MessagesAsync();
        var logged = chat.Server.Log.Entries.Last(entry => entry.Event.Id == PromptSent);
        var sent = model.Requests.Last().Messages.Count;
        Assert.InRange(sent, 1, 4);
        Assert.Equal(stored[4].Id(), logged.Properties["turn_id"]);
        Assert.Equal(stored[5 - sent].Id(), logged.Properties["first_sent_id"]);
        Assert.Equal(sent, logged.Properties["sent"]);
        Assert.Contains("max_", (string)logged.Properties["left_out"]!, StringComparison.Ordinal);
        Assert.IsType<int>(logged.Properties["prompt_tokens"]);
        foreach (var entry in chat.Server.Log.Entries)
        {
            var everything = $"{entry.Message} {string.Join(' ', entry.Properties)} {entry.Exception}";
            Assert.DoesNotContain("Tamarind", everything, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("Chutney", everything, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Theory]
    [InlineData("nanochat")]
    [InlineData("openai")]
    public async Task Choices_arrive_as_they_were_given(string protocol)
    {
        await using var model = ModelServer.Of(protocol);
        await using var chat = await Chat.StartAsync(engine, model);

        using var response = await chat.PostAsync(new { message = new { content = "Hello?" }, stream = false, temperature = 0.7, max_tokens = 77, top_k = 5 });

        Assert.Equal(200, (int)response.StatusCode);
        var body = Assert.Single(model.Requests).Body;
        Assert.Equal("0.7", body.GetProperty("temperature").GetRawText());
        Assert.Equal("77", body.GetProperty("max_tokens").GetRawText());
        Assert.Equal("5", body.GetProperty("top_k").GetRawText());
    }

    [Theory]
    [InlineData("nanochat")]
    [InlineData("openai")]
    public async Task What_was_not_chosen_is_left_to_the_model(string protocol)
    {
        await using var model = ModelServer.Of(protocol);
        await using var chat = await Chat.StartAsync(engine, model);

        await chat.User.SendAndWaitAsync(chat.Id, "Hello?");

        var body = Assert.Single(model.Requests).Body;
        foreach (var choice in new[] { "temperature", "max_tokens", "top_k" })
        {
            Assert.True(!body.TryGetProperty(choice, out var value) || value.ValueKind == System.Text.Json.JsonValueKind.Null, choice);
        }
    }

    [Theory]
    [InlineData("nanochat")]
    [InlineData("openai")]
    public async Task The_key_is_sent_as_the_protocol_has_it_and_a_wrong_one_is_a_502(string protocol)
    {
        await using ModelServer model = protocol == "nanochat" ? new NanochatServer { ApiKey = "the-key" } : new OpenAiServer { ApiKey = "the-key" };
        await using (var chat = await Chat.StartAsync(engine, model, ("Inference:Upstreams:0:ApiKey", "the-key")))
        {
            await chat.User.SendAndWaitAsync(chat.Id, "Hello?");
            Assert.Equal("the-key", Assert.Single(model.Requests).ApiKey);
            Assert.True((await chat.User.GetAsync("/models"))[0].GetProperty("available").GetBoolean());
        }

        await using var other = await Chat.StartAsync(engine, model, ("Inference:Upstreams:0:ApiKey", "another-key"));
        using var response = await other.PostAsync("Hello?");
        Assert.Equal(502, (int)response.StatusCode);
        Assert.DoesNotContain(other.Server.Log.Entries, entry => $"{entry} {string.Join(' ', entry.Properties)}".Contains("another-key", StringComparison.Ordinal));
    }
}

public sealed class HistoryOnSqlite() : HistoryTests("sqlite");

public sealed class HistoryOnLiteDb() : HistoryTests("litedb");

public sealed class HistoryOnPostgres() : HistoryTests("postgres");
