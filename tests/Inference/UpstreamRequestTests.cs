using SamosaChaat.Tests.Hosting;

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
        await using ModelServer model = kind == "openai" ? new OpenAiServer() : new NanochatServer();
        model.Script = async reply =>
        {
            reply.SetCookie("who=the-first");
            await reply.TokenAsync("Hello");
            await reply.EndAsync();
        };

        await AskAsync(model, "First?", "Second?");

        Assert.Equal(["", ""], model.Requests.Select(request => request.Cookie));
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
