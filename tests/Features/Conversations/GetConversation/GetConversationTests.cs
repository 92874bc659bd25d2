using System.Net;

namespace SamosaChaat.Tests.Features.Conversations.GetConversation;

public abstract class GetConversationTests(Server server)
{
    [Theory]
    [InlineData("")]
    [InlineData("/api")]
    public async Task It_is_as_it_was_created(string prefix)
    {
        using var user = await server.NewUserAsync();
        var created = await user.CreateConversationAsync("समोसा 🥟 \"crisp\" <b>", "demo");

        var read = await user.GetAsync($"{prefix}/conversations/{created.Id()}");

        Assert.Equal(created.GetRawText(), read.GetRawText());
        Assert.Equal("समोसा 🥟 \"crisp\" <b>", read.Text("title"));
    }

    [Fact]
    public async Task An_unknown_property_cannot_be_included()
    {
        using var user = await server.NewUserAsync();
        var path = $"/conversations/{(await user.CreateConversationAsync()).Id()}";

        using var response = await user.Http.FetchAsync($"{path}?include=title");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("include", Assert.Single((await response.JsonAsync()).GetProperty("errors").EnumerateObject()).Name);
    }

    [Fact]
    public async Task The_id_may_be_written_in_capitals()
    {
        using var user = await server.NewUserAsync();
        var created = await user.CreateConversationAsync();

        var read = await user.GetAsync($"/conversations/{created.Text("id").ToUpperInvariant()}");

        Assert.Equal(created.GetRawText(), read.GetRawText());
    }

    [Fact]
    public async Task What_does_not_exist_is_404_with_the_trace_id_of_the_answer()
    {
        using var user = await server.NewUserAsync();

        using var response = await user.Http.FetchAsync($"/conversations/{Guid.NewGuid()}");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(response.Headers.GetValues("x-trace-id").Single(), (await response.JsonAsync()).Text("trace_id"));
    }
}

public sealed class GetConversationOnSqlite(SqliteServer server) : GetConversationTests(server);

public sealed class GetConversationOnLiteDb(LiteDbServer server) : GetConversationTests(server);

public sealed class GetConversationOnPostgres(PostgresServer server) : GetConversationTests(server);
