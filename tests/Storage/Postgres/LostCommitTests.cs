using SamosaChaat.Features.Auth.Register;
using SamosaChaat.Shared.Identity;

namespace SamosaChaat.Tests.Storage.Postgres;

/// <summary>The answer to a statement is lost. The command is done once, whether the server did it or not.</summary>
public sealed class LostCommitTests : IAsyncLifetime
{
    private OwnPostgres? server;
    private CommitProxy? proxy;

    public ValueTask InitializeAsync()
    {
        server = OwnPostgres.Start();
        // Creates the tables. Through the proxy each statement has little time, and a busy machine may need more for that.
        new PostgresNode(server.ConnectionString).Dispose();
        proxy = new CommitProxy(server.Port);
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("COMMIT", Fate.CutBefore)]
    [InlineData("COMMIT", Fate.CutAfter)]
    [InlineData("COMMIT", Fate.SilenceBefore)]
    [InlineData("COMMIT", Fate.SilenceAfter)]
    [InlineData("BEGIN", Fate.CutAfter)]
    [InlineData("BEGIN", Fate.SilenceAfter)]
    public async Task A_command_whose_answer_is_lost_is_done_once(string statement, Fate fate)
    {
        using var node = new PostgresNode(proxy!.ConnectionString);
        var user = Some.User();
        await node.WriteAsync(new AddUser(user, Some.Session(user)));
        var met = proxy.Await(statement, fate);

        var done = await node.WriteAsync(new Increment(user.Id));

        Assert.True(done);
        Assert.True(met.IsCompleted);
        Assert.Equal(user.CreatedAt.AddMicroseconds(1), (await node.ReadAsync(new FindUser(user.Id)))!.CreatedAt);
    }

    [Fact]
    public async Task A_crash_of_the_server_in_the_commit_does_not_confuse_transactions()
    {
        using var node = new PostgresNode($"{proxy!.ConnectionString};Command Timeout={Patience.Limit.TotalSeconds}");
        var user = Some.User();
        await node.WriteAsync(new AddUser(user, Some.Session(user)));
        var met = proxy.Await("COMMIT", Fate.SilenceBefore);
        var writing = node.WriteAsync(new Increment(user.Id));
        await met.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);

        // The new process gives the ids of transactions again that the old one lost. Others get them.
        server!.Kill();
        server.StartAgain();
        for (var i = 0; i < 20; i++) server.Ask("SELECT pg_current_xact_id()");
        // A node waits for a server for a few seconds only, and a start may take longer on a busy machine.
        proxy.CutSilent();

        Assert.True(await writing);
        Assert.Equal(user.CreatedAt.AddMicroseconds(1), (await node.ReadAsync(new FindUser(user.Id)))!.CreatedAt);
    }

    [Fact]
    public async Task A_node_that_falls_silent_holds_up_the_others_only_for_a_while()
    {
        using var silent = new PostgresNode(proxy!.ConnectionString);
        using var other = new PostgresNode(server!.ConnectionString);
        var user = Some.User();
        await silent.WriteAsync(new AddUser(user, Some.Session(user)));
        var met = proxy.Await("COMMIT", Fate.SilenceBefore);
        var stuck = silent.WriteAsync(new Increment(user.Id));
        await met.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);

        Assert.True(await other.WriteAsync(new Increment(user.Id)));
        Assert.True(await stuck);

        Assert.Equal(user.CreatedAt.AddMicroseconds(2), (await other.ReadAsync(new FindUser(user.Id)))!.CreatedAt);
    }

    [Theory]
    [InlineData(Fate.CutAfter)]
    [InlineData(Fate.SilenceAfter)]
    public async Task A_query_whose_answer_is_lost_runs_again(Fate fate)
    {
        using var node = new PostgresNode(proxy!.ConnectionString);
        var met = proxy.Await("SELECT 7::bigint", fate);

        Assert.Equal(7, await node.ReadAsync(new Ask("SELECT 7::bigint")));
        Assert.True(met.IsCompleted);
    }

    public async ValueTask DisposeAsync()
    {
        if (proxy is not null) await proxy.DisposeAsync();
        server?.Dispose();
    }
}
