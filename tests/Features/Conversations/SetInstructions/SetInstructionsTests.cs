using System.Net;

namespace SamosaChaat.Tests.Features.Conversations.SetInstructions;

public abstract class SetInstructionsTests(Server server)
{
    private const int Limit = 20_000;

    [Fact]
    public async Task The_same_again_changes_nothing_and_others_replace_them()
    {
        using var user = await server.NewUserAsync();
        var id = (await user.CreateConversationAsync()).Id();

        foreach (var instructions in new[] { "Be brief.", "Be brief.", " Two\nlines,\tas they are. " })
        {
            await user.InstructAsync(id, instructions);
            Assert.Equal(instructions, (await user.GetAsync($"/conversations/{id}/instructions")).Text("content"));
        }
    }

    [Fact]
    public async Task The_conversation_stays_where_it_is_in_the_list()
    {
        using var user = await server.NewUserAsync();
        var older = await user.CreateConversationAsync("Older");
        await user.CreateConversationAsync("Newer");
        var list = await user.Http.GetStringAsync(new Uri("/conversations", UriKind.Relative), TestContext.Current.CancellationToken);

        await user.InstructAsync(older.Id(), "Be brief.");
        using var deleted = await user.Http.RemoveAsync($"/conversations/{older.Id()}/instructions");

        Assert.Equal(list, await user.Http.GetStringAsync(new Uri("/conversations", UriKind.Relative), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("🥟")]
    public async Task They_have_at_most_20_000_characters(string character)
    {
        using var user = await server.NewUserAsync();
        var id = (await user.CreateConversationAsync()).Id();
        var longest = string.Concat(Enumerable.Repeat(character, Limit));
        await user.InstructAsync(id, longest);

        using var refused = await user.Http.PutAsync($"/conversations/{id}/instructions", new { content = longest + character });

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("20000", (await refused.JsonAsync()).GetProperty("errors").GetProperty("content")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal(longest, (await user.GetAsync($"/conversations/{id}/instructions")).Text("content"));
    }

    [Fact]
    public async Task Each_conversation_has_its_own()
    {
        using var user = await server.NewUserAsync();
        var ids = new List<Guid>();
        for (var i = 0; i < 3; i++)
        {
            ids.Add((await user.CreateConversationAsync()).Id());
            await user.InstructAsync(ids[i], $"Instructions {i}");
        }

        using var deleted = await user.Http.RemoveAsync($"/conversations/{ids[1]}");
        var another = (await user.CreateConversationAsync()).Id();

        Assert.Equal("Instructions 0", (await user.GetAsync($"/conversations/{ids[0]}/instructions")).Text("content"));
        Assert.Equal("Instructions 2", (await user.GetAsync($"/conversations/{ids[2]}/instructions")).Text("content"));
        foreach (var without in new[] { ids[1], another })
        {
            using var none = await user.Http.FetchAsync($"/conversations/{without}/instructions");
            Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
        }
    }
}

public sealed class SetInstructionsOnSqlite(SqliteServer server) : SetInstructionsTests(server);

public sealed class SetInstructionsOnLiteDb(LiteDbServer server) : SetInstructionsTests(server);

public sealed class SetInstructionsOnPostgres(PostgresServer server) : SetInstructionsTests(server);
