using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SamosaChaat.Features.Conversations.DeleteConversation;
using SamosaChaat.Shared.Copy;
using SamosaChaat.Shared.Demo;
using SamosaChaat.Shared.Erasure;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Tests.Features.Conversations.ImportConversations;
using SamosaChaat.Tests.Page;

namespace SamosaChaat.Tests.Erasure;

/// <summary>A conversation that is too long for one transaction is gone at once for everybody, and its messages go in portions.</summary>
public abstract class PortionTests(string engine)
{
    private const int Turns = 300;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("30.00:00:00", "?permanently=true")]
    [InlineData("00:00:00", "")]
    public async Task A_deletion_for_ever_leaves_nothing_of_it(string trash, string query)
    {
        await using var server = new OwnServer(engine, ("Retention:Trash", trash));
        using var user = await server.NewUserAsync();
        var rows = await RowsAsync(server);
        var id = await FillAsync(server, user);

        using var deleted = await user.Http.RemoveAsync($"/conversations/{id}{query}");

        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        // One is the entry of the audit log.
        Assert.Equal(rows + 1, await RowsAsync(server));
    }

    [Theory]
    [InlineData("/trash/{0}")]
    [InlineData("/trash")]
    public async Task A_deletion_from_the_trash_leaves_nothing_of_it(string path)
    {
        await using var server = new OwnServer(engine);
        using var user = await server.NewUserAsync();
        var rows = await RowsAsync(server);
        var id = await FillAsync(server, user);
        using var moved = await user.Http.RemoveAsync($"/conversations/{id}");

        using var deleted = await user.Http.RemoveAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, path, id));

        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Equal(rows + 2, await RowsAsync(server));
    }

    [Fact]
    public async Task An_account_goes_with_its_long_conversations_also_with_one_whose_removal_was_interrupted()
    {
        await using var server = new OwnServer(engine);
        using var user = await server.NewUserAsync();
        await FillAsync(server, user);
        await HideAsync(server, user, await FillAsync(server, user));

        using var deleted = await user.Http.RequestAsync(HttpMethod.Delete, "/auth/me", new { password = TestUser.Password });

        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Empty(await server.Services.GetRequiredService<IStore>().ReadAsync(new ReadHidden(9), Ct));
    }

    [Fact]
    public async Task While_its_messages_go_it_is_nowhere_and_nothing_restores_it()
    {
        await using var server = new OwnServer(engine);
        using var user = await server.NewUserAsync();
        var other = await FillAsync(server, user);
        var id = await FillAsync(server, user);
        var file = await Imports.ExportAsync(user);
        using var moved = await user.Http.RemoveAsync($"/conversations/{other}");
        await HideAsync(server, user, id);

        foreach (var path in new[] { $"/conversations/{id}", $"/conversations/{id}/messages", $"/conversations/{id}/export" })
        {
            using var gone = await user.Http.FetchAsync(path);
            Assert.True(gone.StatusCode == HttpStatusCode.NotFound, $"{path} answered {gone.StatusCode}");
        }

        using var restored = await user.Http.PostAsync($"/trash/{id}/restore", body: null);
        using var again = await user.Http.RemoveAsync($"/trash/{id}");
        var pages = await user.Http.PagesAsync("/trash?limit=1");

        Assert.Equal(HttpStatusCode.NotFound, restored.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
        Assert.Equal("[]", (await user.GetAsync("/conversations")).GetRawText());
        Assert.Equal(other, Assert.Single(Assert.Single(pages)).Id());
        // A file brings it back as another one.
        var copy = Assert.Single((await user.ImportAsync(file)).Results, result => result.Text("result") == "imported");
        Assert.NotEqual(id, copy.Id());
        Assert.Equal(2 * Turns, (await user.Http.PagesAsync($"/conversations/{copy.Id()}/messages?limit=1000")).Sum(page => page.Length));
    }

    /// <summary>Has the first part of a removal, as a kill in the middle leaves it.</summary>
    private static async Task HideAsync(Server server, TestUser user, Guid id)
    {
        var store = server.Services.GetRequiredService<IStore>();
        Assert.Equal(SamosaChaat.Features.Conversations.EditStatus.Done, await store.WriteAsync(new RemoveConversation(user.Id, id), Ct));
        Assert.True(await store.WriteAsync(new RemovePortion(user.Id, id), Ct));
        Assert.True(await store.ReadAsync(new IsHidden(user.Id, id), Ct));
    }

    private static Task<Guid> FillAsync(Server server, TestUser user) =>
        SeededChat.AddAsync(server, user, [.. Enumerable.Range(0, Turns).Select(i => new SeedLine($"Question {i}?"))]);

    private static async Task<long> RowsAsync(Server server) =>
        await server.Services.GetRequiredService<IStore>().ReadAsync(new CountRows(), Ct);
}

public sealed class PortionsOnSqlite() : PortionTests("sqlite");

public sealed class PortionsOnLiteDb() : PortionTests("litedb");

public sealed class PortionsOnPostgres() : PortionTests("postgres");
