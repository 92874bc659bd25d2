using SamosaChaat.Features.Auth;
using SamosaChaat.Features.Auth.Register;
using SamosaChaat.Shared.Diagnostics;

namespace SamosaChaat.Tests.Storage.Postgres;

/// <summary>Programs start on a database that others start on too, or that another version has written.</summary>
public sealed class StartTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("samosachaat-test-").FullName;

    [Fact]
    public async Task Programs_that_start_at_once_on_an_empty_database_all_work()
    {
        var connection = PostgresProcess.ConnectionString(folder);

        var nodes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => new PostgresNode(connection))));

        foreach (var node in nodes)
        {
            var user = Some.User();
            Assert.True(await node.WriteAsync(new AddUser(user, Some.Session(user))));
            foreach (var other in nodes) Assert.Equal(user, await other.ReadAsync(new FindUser(user.Id)));
        }

        foreach (var node in nodes) node.Dispose();
    }

    [Fact]
    public async Task Data_that_is_one_version_ahead_works_and_two_is_refused()
    {
        var connection = PostgresProcess.ConnectionString(folder);
        new PostgresNode(connection).Dispose();
        OwnPostgres.Ask(connection, "UPDATE schema_version SET version = version + 1");
        using (var behind = new PostgresNode(connection))
        {
            var user = Some.User();
            Assert.True(await behind.WriteAsync(new AddUser(user, Some.Session(user))));
        }

        OwnPostgres.Ask(connection, "UPDATE schema_version SET version = version + 1");
        var version = Assert.Single(OwnPostgres.Ask(connection, "SELECT version FROM schema_version"));

        var refusal = Assert.Throws<CannotStartException>(() => new PostgresNode(connection));

        Assert.Contains($"version {version}", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(version, Assert.Single(OwnPostgres.Ask(connection, "SELECT version FROM schema_version")));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
