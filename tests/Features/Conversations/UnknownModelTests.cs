using System.Net;
using System.Net.Http.Json;

namespace SamosaChaat.Tests.Features.Conversations;

/// <summary>Where every upstream names its models, a conversation with any other could never be answered.</summary>
public abstract class UnknownModelTests(Server server)
{
    private static readonly (string, string)[] TwoUpstreams =
    [
        ("Inference:Upstreams:0:Name", "stories"),
        ("Inference:Upstreams:0:Kind", "demo"),
        ("Inference:Upstreams:0:Models:0", "tiny-story"),
        ("Inference:Upstreams:1:Name", "chat"),
        ("Inference:Upstreams:1:Kind", "demo"),
        ("Inference:Upstreams:1:Models:0", "nano*"),
    ];

    [Fact]
    public async Task A_model_that_no_upstream_takes_is_400_with_the_models_there_are()
    {
        await using var own = new OwnServer(server.Engine, TwoUpstreams);
        using var user = await own.NewUserAsync();
        var conversation = await user.CreateConversationAsync("Dough", "nanochat-d20");
        var path = $"/conversations/{conversation.Id()}";

        using var created = await user.Http.PostAsJsonAsync("/conversations", new { title = "Dough", model_tag = "demo" }, TestContext.Current.CancellationToken);
        using var changed = await user.Http.PatchAsJsonAsync(path, new { title = "Filling", model_tag = "Tiny-Story" }, TestContext.Current.CancellationToken);

        foreach (var answer in new[] { created, changed })
        {
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            var error = Assert.Single((await answer.JsonAsync()).GetProperty("errors").EnumerateObject());
            Assert.Equal("model_tag", error.Name);
            var text = Assert.Single(error.Value.EnumerateArray()).GetString();
            Assert.Contains("tiny-story", text, StringComparison.Ordinal);
            Assert.Contains("nano*", text, StringComparison.Ordinal);
        }

        Assert.Equal(conversation.GetRawText(), Assert.Single((await user.GetAsync("/conversations")).EnumerateArray()).GetRawText());
    }
}

public sealed class UnknownModelOnSqlite(SqliteServer server) : UnknownModelTests(server);

public sealed class UnknownModelOnLiteDb(LiteDbServer server) : UnknownModelTests(server);

public sealed class UnknownModelOnPostgres(PostgresServer server) : UnknownModelTests(server);
