using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;

namespace SamosaChaat.Tests.Cluster;

/// <summary>A session that one node has ended is over on all nodes with the next heartbeat, whether its token was used there before or not.</summary>
public sealed class RevocationTests : IAsyncLifetime
{
    private readonly NanochatServer model = new();
    private readonly CancellationTokenSource patience = new(Patience.Limit);
    private Node first = null!;
    private Node second = null!;
    private TestUser user = null!;

    public async ValueTask InitializeAsync()
    {
        first = await Node.StartAsync(model);
        second = await Node.StartAsync(model, first);
        user = await TestUser.RegisterAsync(first.Client());
    }

    [Fact]
    public async Task A_logout_on_one_node_ends_the_token_on_the_other()
    {
        using var onSecond = second.Client(user.AccessToken);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(onSecond));

        using var logout = await user.Http.PostAsync(new Uri("/auth/logout", UriKind.Relative), null, patience.Token);

        Assert.Equal(HttpStatusCode.NoContent, logout.StatusCode);
        await IsRefusedAsync(onSecond);
    }

    [Fact]
    public async Task An_old_refresh_token_on_one_node_ends_the_token_on_the_other()
    {
        using var onSecond = second.Client(user.AccessToken);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(onSecond));

        var (next, _) = (await RefreshAsync(user.RefreshToken), await RefreshAsync(user.RefreshToken));
        await RefreshAsync(next!.Value.Text("refresh_token"));
        Assert.Null(await RefreshAsync(user.RefreshToken));

        await IsRefusedAsync(onSecond);
    }

    /// <summary>The row of the older transaction has the smaller number, and nobody sees it until long after the younger one.</summary>
    [Fact]
    public async Task A_logout_that_commits_late_is_not_missed()
    {
        using var other = await TestUser.RegisterAsync(first.Client());
        using var onSecond = second.Client(user.AccessToken);
        using var otherOnSecond = second.Client(other.AccessToken);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(onSecond));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(otherOnSecond));
        await using var connection = new NpgsqlConnection(first.Database);
        await connection.OpenAsync(patience.Token);
        await using var late = await connection.BeginTransactionAsync(patience.Token);
        await using (var delete = new NpgsqlCommand("DELETE FROM sessions WHERE user_id = $1", connection, late))
        {
            delete.Parameters.Add(new() { Value = user.Id, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid });
            Assert.Equal(1, await delete.ExecuteNonQueryAsync(patience.Token));
        }

        using var logout = await other.Http.PostAsync(new Uri("/auth/logout", UriKind.Relative), null, patience.Token);
        // The second node has read all rows that there are.
        await IsRefusedAsync(otherOnSecond);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(onSecond));
        await late.CommitAsync(patience.Token);

        await IsRefusedAsync(onSecond);
    }

    public async ValueTask DisposeAsync()
    {
        user.Dispose();
        await first.DisposeAsync();
        await second.DisposeAsync();
        await model.DisposeAsync();
        patience.Dispose();
    }

    private async Task<JsonElement?> RefreshAsync(string token)
    {
        using var answer = await user.Http.PostAsJsonAsync("/auth/token/refresh", new { refresh_token = token }, patience.Token);
        return answer.IsSuccessStatusCode ? await answer.JsonAsync() : null;
    }

    private async Task<HttpStatusCode> StatusAsync(HttpClient http)
    {
        using var answer = await http.GetAsync(new Uri("/auth/me", UriKind.Relative), patience.Token);
        return answer.StatusCode;
    }

    /// <summary>Asks until the node has heard of it, which its next heartbeat tells it.</summary>
    private async Task IsRefusedAsync(HttpClient http)
    {
        while (await StatusAsync(http) is var status && status != HttpStatusCode.Unauthorized) Assert.Equal(HttpStatusCode.OK, status);
    }
}
