using SamosaChaat.Features.Auth.Register;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Tests.Storage;

public abstract class FailureTests(string engine)
{
    // More than the transactions that LiteDB lets be open at once, so that one left open by each would show.
    private const int Times = 150;

    [Fact]
    public async Task Commands_that_fail_halfway_leave_nothing_and_take_nobody_with_them()
    {
        using var store = new TempStore(engine);
        var good = Enumerable.Range(0, Times).Select(_ => Some.User()).ToArray();
        var bad = Enumerable.Range(0, Times).Select(_ => Some.User()).ToArray();

        var failures = bad.Select(user => store.WriteAsync(new AddThenFail(new AddUser(user, Some.Session(user))))).ToArray();
        var successes = good.Select(user => store.WriteAsync(new AddUser(user, Some.Session(user)))).ToArray();

        Assert.Each(await Task.WhenAll(successes), Assert.True);
        foreach (var failure in failures) await Assert.ThrowsAsync<NotSupportedException>(() => failure);
        store.Reopen();
        foreach (var user in good) Assert.Equal(user, await store.ReadAsync(new FindUser(user.Id)));
        foreach (var user in bad) Assert.Null(await store.ReadAsync(new FindUser(user.Id)));
    }

    [Fact]
    public async Task Queries_that_fail_among_their_rows_keep_nothing_open()
    {
        using var store = new TempStore(engine);
        var first = Some.User();
        await store.WriteAsync(new AddUser(first, Some.Session(first)));

        for (var i = 0; i < Times; i++) await Assert.ThrowsAsync<NotSupportedException>(() => store.ReadAsync(new FailAtTheFirstRow(first.Id)));

        var second = Some.User();
        Assert.True(await store.WriteAsync(new AddUser(second, Some.Session(second))));
        Assert.Equal(second, await store.ReadAsync(new FindUser(second.Id)));
    }

    private sealed class AddThenFail(AddUser add) : Command<bool>
    {
        internal override Guid Key => add.Key;

        internal override async ValueTask<bool> Sql(SqlSession db) => await add.Sql(db) ? throw new NotSupportedException() : false;

        internal override bool Documents(DocumentSession db) => add.Documents(db) ? throw new NotSupportedException() : false;
    }

    private sealed class FailAtTheFirstRow(Guid userId) : Query<string?>
    {
        internal override ValueTask<string?> Sql(SqlSession db) => db
            .Prepare($"SELECT {UserMapping.Columns} FROM users WHERE id = @id")
            .Set("@id", userId)
            .OneAsync<string>(_ => throw new NotSupportedException());

        internal override string? Documents(DocumentSession db) => db.Users.Find(userId) is null ? null : throw new NotSupportedException();
    }
}

public sealed class FailuresOnSqlite() : FailureTests("sqlite");

public sealed class FailuresOnLiteDb() : FailureTests("litedb");

public sealed class FailuresOnPostgres() : FailureTests("postgres");
