using System.Net;

namespace SamosaChaat.Tests.Features.Conversations;

/// <summary>ETag and If-None-Match (RFC 9110, 13.1.2) of one conversation and of the list.</summary>
public abstract class ConversationETagTests(Server server)
{
    [Fact]
    public async Task What_the_client_holds_is_not_sent_again()
    {
        using var user = await server.NewUserAsync();
        var created = await user.CreateConversationAsync();

        foreach (var path in new[] { "/conversations", $"/conversations/{created.Id()}" })
        {
            var tag = await user.ETagAsync(path);
            using var response = await user.GetUnlessAsync(path, tag);

            Assert.Equal(HttpStatusCode.NotModified, response.StatusCode);
            Assert.Equal(tag, response.Headers.ETag?.ToString());
            Assert.Empty(await response.BytesAsync());
            Assert.Equal(tag, await user.ETagAsync(path));
        }
    }

    [Theory]
    [InlineData("*", true)]
    [InlineData("W/{0}", true)]
    [InlineData("\"another\", {0}", true)]
    [InlineData("\"another\", W/{0}, \"third\"", true)]
    [InlineData("\"another\"", false)]
    [InlineData("W/\"another\", \"third\"", false)]
    [InlineData("not a tag", false)]
    public async Task Every_form_of_the_header_is_understood(string form, bool holds)
    {
        using var user = await server.NewUserAsync();
        var path = $"/conversations/{(await user.CreateConversationAsync()).Id()}";
        var tag = await user.ETagAsync(path);

        using var response = await user.GetUnlessAsync(path, form.Replace("{0}", tag, StringComparison.Ordinal));

        Assert.Equal(holds ? HttpStatusCode.NotModified : HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Every_change_makes_a_new_tag()
    {
        using var user = await server.NewUserAsync();
        var tags = new List<string> { await user.ETagAsync("/conversations") };
        var id = (await user.CreateConversationAsync()).Id();
        var one = $"/conversations/{id}";
        var tagsOfOne = new List<string> { await user.ETagAsync(one) };
        tags.Add(await user.ETagAsync("/conversations"));

        using (await user.Http.PatchAsync(one, new { title = "Another" })) await RememberAsync();
        await user.SendAndWaitAsync(id, "Anything new?");
        await RememberAsync();
        await user.CreateConversationAsync("A second one");
        tags.Add(await user.ETagAsync("/conversations"));

        Assert.Equal(tags.Count, tags.Distinct().Count());
        Assert.Equal(tagsOfOne.Count, tagsOfOne.Distinct().Count());
        Assert.Equal(tagsOfOne[^1], await user.ETagAsync(one));

        using var deleted = await user.Http.RemoveAsync(one);
        using var list = await user.GetUnlessAsync("/conversations", tags[^1]);
        using var gone = await user.GetUnlessAsync(one, tagsOfOne[^1]);
        Assert.Equal(HttpStatusCode.OK, list.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);

        async Task RememberAsync()
        {
            tags.Add(await user.ETagAsync("/conversations"));
            tagsOfOne.Add(await user.ETagAsync(one));
        }
    }

    [Fact]
    public async Task The_same_page_with_a_new_one_after_it_has_a_new_tag()
    {
        using var user = await server.NewUserAsync();
        await user.CreateConversationAsync("Below");
        await user.CreateConversationAsync("Above");
        var path = "/conversations?limit=1";
        var tag = await user.ETagAsync(path);

        // The first page's items stay the same; only its link to a next one goes.
        var (items, _) = await user.Http.PageAsync("/conversations");
        using var deleted = await user.Http.RemoveAsync($"/conversations/{items[1].Id()}");
        using var response = await user.GetUnlessAsync(path, tag);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Null(response.Next());
    }
}

public sealed class ConversationETagOnSqlite(SqliteServer server) : ConversationETagTests(server);

public sealed class ConversationETagOnLiteDb(LiteDbServer server) : ConversationETagTests(server);

public sealed class ConversationETagOnPostgres(PostgresServer server) : ConversationETagTests(server);
