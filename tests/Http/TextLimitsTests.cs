using System.Net;
using System.Net.Http.Json;
using System.Text;

namespace SamosaChaat.Tests.Http;

/// <summary>Characters are Unicode's, as JSON Schema counts them: a samosa is one, though it is two in UTF-16, four in UTF-8 and twelve when escaped.</summary>
public abstract class TextLimitsTests(Server server)
{
    private const int Title = 500;
    private const int ModelTag = 100;
    private const int Content = 200_000;
    private const string Samosa = "🥟";
    private const string EscapedSamosa = "\\ud83e\\udd5f";

    [Theory]
    [InlineData("a")]
    [InlineData("é")]
    [InlineData(Samosa)]
    public async Task A_title_has_at_most_500_characters(string character)
    {
        using var user = await server.NewUserAsync();
        var longest = string.Concat(Enumerable.Repeat(character, Title));

        var created = await user.CreateConversationAsync(longest);

        Assert.Equal(longest, created.Text("title"));
        Assert.Equal(longest, (await user.GetAsync($"/conversations/{created.Id()}")).Text("title"));
        await RefusesAsync(user, HttpMethod.Post, "/conversations", new { title = longest + character, model_tag = "demo" }, "title");
        await RefusesAsync(user, HttpMethod.Patch, $"/conversations/{created.Id()}", new { title = longest + character }, "title");
        Assert.Single((await user.GetAsync("/conversations")).EnumerateArray());
    }

    [Fact]
    public async Task A_model_tag_has_at_most_100_characters()
    {
        using var user = await server.NewUserAsync();
        var longest = new string('m', ModelTag);

        var created = await user.CreateConversationAsync(modelTag: longest);

        Assert.Equal(longest, created.Text("model_tag"));
        await RefusesAsync(user, HttpMethod.Post, "/conversations", new { title = "a", model_tag = longest + "m" }, "model_tag");
        await RefusesAsync(user, HttpMethod.Patch, $"/conversations/{created.Id()}", new { model_tag = longest + "m" }, "model_tag");
    }

    [Theory]
    [InlineData("a", "a")]
    [InlineData(Samosa, Samosa)]
    [InlineData(Samosa, EscapedSamosa)]
    public async Task A_message_has_at_most_200_000_characters(string character, string sentAs)
    {
        using var user = await server.NewUserAsync();
        var id = (await user.CreateConversationAsync()).Id();

        using var accepted = await user.Http.PostAsync(Messages(id), Body(sentAs, Content), TestContext.Current.CancellationToken);
        using var refused = await user.Http.PostAsync(Messages(id), Body(sentAs, Content + 1), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, accepted.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal("message.content", Assert.Single((await refused.JsonAsync()).GetProperty("errors").EnumerateObject()).Name);
        var messages = await user.MessagesAsync(id);
        Assert.Equal(2, messages.Length);
        Assert.True(string.Concat(Enumerable.Repeat(character, Content)) == messages[0].Text("content"), "It is not stored as it was sent.");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_that_no_text_could_need_is_413(bool saysItsLength)
    {
        using var user = await server.NewUserAsync();
        var id = (await user.CreateConversationAsync()).Id();
        using var request = new HttpRequestMessage(HttpMethod.Post, Messages(id)) { Content = Body("a", 3_000_000) };
        // With its length it is refused before it is sent; without, when there has been too much of it.
        request.Headers.ExpectContinue = saysItsLength;
        request.Headers.TransferEncodingChunked = !saysItsLength;

        using var answer = await user.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Empty(await user.MessagesAsync(id));
    }

    private static Uri Messages(Guid id) => new($"/conversations/{id}/messages", UriKind.Relative);

    private static StringContent Body(string character, int count)
    {
        var body = new StringBuilder("{\"stream\":false,\"message\":{\"content\":\"");
        for (var i = 0; i < count; i++) body.Append(character);
        return new StringContent(body.Append("\"}}").ToString(), Encoding.UTF8, "application/json");
    }

    private static async Task RefusesAsync(TestUser user, HttpMethod method, string path, object body, string name)
    {
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
        using var answer = await user.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(name, Assert.Single((await answer.JsonAsync()).GetProperty("errors").EnumerateObject()).Name);
    }
}

public sealed class TextLimitsOnSqlite(SqliteServer server) : TextLimitsTests(server);

public sealed class TextLimitsOnLiteDb(LiteDbServer server) : TextLimitsTests(server);

public sealed class TextLimitsOnPostgres(PostgresServer server) : TextLimitsTests(server);
