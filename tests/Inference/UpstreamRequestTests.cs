using SamosaChaat.Tests.Turns;

namespace SamosaChaat.Tests.Inference;

/// <summary>What a model's server sees of a request beside what is asked.</summary>
public sealed class UpstreamRequestTests
{
    [Fact]
    public async Task A_nanochat_server_is_told_how_long_the_request_is()
    {
        await using var model = new NanochatServer();

        await AskAsync(model, "Hello?");

        Assert.InRange(Assert.Single(model.Requests).Length ?? 0, "Hello?".Length, 1000);
    }

    [Theory]
    [InlineData("nanochat")]
    [InlineData("openai")]
    public async Task What_a_server_says_to_one_user_is_not_carried_into_the_next_ones_request(string kind)
    {
        await using var model = ModelServer.Of(kind);
        model.Script = async reply =>
        {
            reply.SetCookie("who=the-first");
            await reply.TokenAsync("Hello");
            await reply.EndAsync();
        };

        await AskAsync(model, "First?", "Second?");

        Assert.Equal(["", ""], model.Requests.Select(request => request.Cookie));
    }

    [Theory]
    [InlineData("nanochat")]
    [InlineData("openai")]
    public async Task A_connection_is_used_again_where_the_end_of_the_answer_comes_after_its_last_event(string kind)
    {
        var answered = new TaskCompletionSource();
        await using var model = ModelServer.Of(kind);
        model.Script = async reply =>
        {
            await reply.TokenAsync("Hello");
            await reply.EndAsync();
            await answered.Task;
        };
        await using var chat = await Chat.StartAsync("sqlite", model);

        // Once is enough: a machine that is busy may be too slow to have seen the end before the next request.
        for (var turns = 1; turns <= 20; turns++)
        {
            answered = new();
            await chat.User.SendAndWaitAsync(chat.Id, "Hello?");
            answered.SetResult();
            if (model.Requests.Select(request => request.Connection).Distinct().Count() < turns) return;
        }

        Assert.Fail("Each turn had a connection of its own.");
    }

    /// <summary>Each by a user of their own, one after the other.</summary>
    private static async Task AskAsync(ModelServer model, params string[] questions)
    {
        await using var server = new OwnServer("sqlite", model.Upstream());
        foreach (var question in questions)
        {
            using var user = await server.NewUserAsync();
            var conversation = await user.CreateConversationAsync("A talk", model.Models[0]);
            await user.SendAndWaitAsync(conversation.Id(), question);
        }
    }
}
