using SamosaChaat.Features.Auth.Register;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Identity;

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
    public async Task Data_of_a_newer_program_works_as_long_as_it_says_so()
    {
        var connection = PostgresProcess.ConnectionString(folder);
        new PostgresNode(connection).Dispose();
        OwnPostgres.Ask(connection, "UPDATE schema_version SET version = version + 5");
        using (var behind = new PostgresNode(connection))
        {
            var user = Some.User();
            Assert.True(await behind.WriteAsync(new AddUser(user, Some.Session(user))));
        }

        OwnPostgres.Ask(connection, "UPDATE schema_version SET oldest = version - 4");
        var version = Assert.Single(OwnPostgres.Ask(connection, "SELECT version || ' ' || oldest FROM schema_version"));

        var refusal = Assert.Throws<CannotStartException>(() => new PostgresNode(connection));

        Assert.Contains($"version {version.Split(' ')[0]}", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(version, Assert.Single(OwnPostgres.Ask(connection, "SELECT version || ' ' || oldest FROM schema_version")));
    }

    [Fact]
    public void Data_that_does_not_say_for_which_programs_it_is_works()
    {
        var connection = PostgresProcess.ConnectionString(folder);
        new PostgresNode(connection).Dispose();
        OwnPostgres.Ask(connection, "ALTER TABLE schema_version DROP COLUMN oldest");

        new PostgresNode(connection).Dispose();

        Assert.Equal("2", Assert.Single(OwnPostgres.Ask(connection, "SELECT oldest FROM schema_version")));
    }

    [Fact]
    public void Another_attempt_by_the_previous_version_of_the_program_has_no_seams()
    {
        var connection = PostgresProcess.ConnectionString(folder);
        new PostgresNode(connection).Dispose();
        OwnPostgres.Ask(connection, """
            ALTER TABLE generations DROP CONSTRAINT generations_message_id_fkey;
            INSERT INTO generations (message_id, conversation_id, running, attempt, model_tag, started_at, seams)
            VALUES (gen_random_uuid(), gen_random_uuid(), 1, 0, 'dough-7b', 0, '5:20')
            """);

        OwnPostgres.Ask(connection, "UPDATE generations SET running = 1, attempt = 0");
        var same = OwnPostgres.Ask(connection, "SELECT seams FROM generations");
        // As that version says it.
        OwnPostgres.Ask(connection, "UPDATE generations SET running = 1, attempt = 1");

        Assert.Equal("5:20", Assert.Single(same));
        Assert.Equal("", Assert.Single(OwnPostgres.Ask(connection, "SELECT seams FROM generations")));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
