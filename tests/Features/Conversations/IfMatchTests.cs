using System.Net;

namespace SamosaChaat.Tests.Features.Conversations;

/// <summary>If-Match (RFC 9110, 13.1.1) of PATCH and DELETE: who has an old copy changes nothing.</summary>
public abstract class IfMatchTests(Server server)
{
    private static readonly HttpMethod[] Methods = [HttpMethod.Patch, HttpMethod.Delete];

    [Fact]
    public async Task Who_has_the_current_copy_may_change_and_delete()
    {
        using var user = await server.NewUserAsync();
        var path = await NewAsync(user);

        using var first = await EditAsync(user, HttpMethod.Patch, path, await user.ETagAsync(path), "First");
        // The answer has the tag of the next change.
        var tag = first.Headers.ETag!.ToString();
        Assert.Equal(await user.ETagAsync(path), tag);
        using var second = await EditAsync(user, HttpMethod.Patch, path, tag, "Second");
        using var removed = await EditAsync(user, HttpMethod.Delete, path, await user.ETagAsync(path));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.NoContent), (first.StatusCode, second.StatusCode, removed.StatusCode));
    }

    [Fact]
    public async Task After_a_change_of_any_kind_it_is_412_and_nothing_is_changed()
    {
        using var user = await server.NewUserAsync();
        foreach (var method in Methods)
        {
            foreach (var change in new Func<string, Task>[] { RenameAsync, SendAsync })
            {
                var path = await NewAsync(user);
                var tag = await user.ETagAsync(path);
                await change(path);
                var before = await user.Http.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

                using var answer = await EditAsync(user, method, path, tag);

                Assert.Equal(HttpStatusCode.PreconditionFailed, answer.StatusCode);
                Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
                Assert.Equal(before, await user.Http.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken));
            }
        }

        async Task RenameAsync(string path)
        {
            using var renamed = await user.Http.PatchAsync(path, new { title = "Another" });
        }

        Task SendAsync(string path) => user.SendAndWaitAsync(Guid.Parse(path.Split('/')[^1]), "Anything new?");
    }

    [Fact]
    public async Task A_tag_stands_for_the_properties_that_the_client_has_read()
    {
        using var user = await server.NewUserAsync();
        var path = await NewAsync(user);
        var (plain, whole) = (await user.ETagAsync(path), await user.ETagAsync($"{path}?include=pinned,archived"));
        var archived = await user.ETagAsync($"{path}?include=archived");

        using var pinned = await user.Http.RequestAsync(HttpMethod.Patch, path, new { pinned = true }, ("If-Match", whole));
        using var again = await user.Http.RequestAsync(HttpMethod.Patch, path, new { pinned = false }, ("If-Match", whole));
        using var put = await user.Http.RequestAsync(HttpMethod.Patch, path, new { archived = true }, ("If-Match", archived));
        using var renamed = await user.Http.RequestAsync(HttpMethod.Patch, path, new { title = "Mine" }, ("If-Match", plain));

        Assert.Equal(
            (HttpStatusCode.OK, HttpStatusCode.PreconditionFailed, HttpStatusCode.OK, HttpStatusCode.OK),
            (pinned.StatusCode, again.StatusCode, put.StatusCode, renamed.StatusCode));
    }

    [Theory]
    [InlineData("*", true)]
    [InlineData("{0}", true)]
    [InlineData("\"another\", {0}", true)]
    [InlineData("W/{0}", false)]
    [InlineData("W/{0}, \"another\"", false)]
    [InlineData("\"another\"", false)]
    [InlineData("\"*\"", false)]
    [InlineData("not a tag", false)]
    [InlineData("\"\"", false)]
    public async Task Every_form_of_the_header_is_understood(string form, bool holds)
    {
        using var user = await server.NewUserAsync();
        foreach (var method in Methods)
        {
            var path = await NewAsync(user);
            using var answer = await EditAsync(user, method, path, form.Replace("{0}", await user.ETagAsync(path), StringComparison.Ordinal));

            var good = method == HttpMethod.Patch ? HttpStatusCode.OK : HttpStatusCode.NoContent;
            Assert.Equal(holds ? good : HttpStatusCode.PreconditionFailed, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_change_that_changes_nothing_is_checked_too()
    {
        using var user = await server.NewUserAsync();
        var path = await NewAsync(user);
        var tag = await user.ETagAsync(path);

        using var nothing = await user.Http.RequestAsync(HttpMethod.Patch, path, new { }, ("If-Match", tag));
        using var refused = await user.Http.RequestAsync(HttpMethod.Patch, path, new { }, ("If-Match", "\"another\""));

        Assert.Equal(HttpStatusCode.OK, nothing.StatusCode);
        Assert.Equal(HttpStatusCode.PreconditionFailed, refused.StatusCode);
        Assert.Equal(tag, await user.ETagAsync(path));
    }

    [Fact]
    public async Task What_is_missing_or_somebody_elses_stays_404_and_a_bad_body_400()
    {
        using var user = await server.NewUserAsync();
        using var stranger = await server.NewUserAsync();
        var theirs = await NewAsync(stranger);
        var tag = await stranger.ETagAsync(theirs);

        foreach (var method in Methods)
        {
            foreach (var condition in new[] { "*", tag, "\"another\"" })
            {
                using var foreign = await EditAsync(user, method, theirs, condition);
                using var missing = await EditAsync(user, method, $"/conversations/{Guid.NewGuid()}", condition);
                Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (foreign.StatusCode, missing.StatusCode));
            }
        }

        using var bad = await EditAsync(stranger, HttpMethod.Patch, theirs, "\"another\"", " ");
        Assert.Equal(HttpStatusCode.BadRequest, bad.StatusCode);
        Assert.Equal(tag, await stranger.ETagAsync(theirs));
    }

    [Fact]
    public async Task Of_many_who_change_the_same_copy_at_once_one_succeeds()
    {
        using var user = await server.NewUserAsync();
        var path = await NewAsync(user);
        var tag = await user.ETagAsync(path);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
        {
            using var answer = await EditAsync(user, HttpMethod.Patch, path, tag, $"Title {i}");
            return (answer.StatusCode, Title: $"Title {i}");
        }));

        var won = Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        Assert.Equal(19, answers.Count(answer => answer.StatusCode == HttpStatusCode.PreconditionFailed));
        Assert.Equal(won.Title, (await user.GetAsync(path)).Text("title"));
    }

    private static async Task<string> NewAsync(TestUser user) => $"/conversations/{(await user.CreateConversationAsync()).Id()}";

    private static Task<HttpResponseMessage> EditAsync(TestUser user, HttpMethod method, string path, string condition, string title = "Mine") =>
        user.Http.RequestAsync(method, path, method == HttpMethod.Patch ? new { title } : null, ("If-Match", condition));
}

public sealed class IfMatchOnSqlite(SqliteServer server) : IfMatchTests(server);

public sealed class IfMatchOnLiteDb(LiteDbServer server) : IfMatchTests(server);

public sealed class IfMatchOnPostgres(PostgresServer server) : IfMatchTests(server);
