using LiteDB;
using SamosaChaat.Features.Auth.Register;
using SamosaChaat.Shared.Identity;

namespace SamosaChaat.Tests.Storage;

/// <summary>
/// Holds what a rollback leaves against what a commit does. Everything runs on one thread, because LiteDB binds a transaction to it.
/// </summary>
public sealed class LiteDbCommitTests : IDisposable
{
    private readonly LiteDbParts parts = new();

    [Fact]
    public void A_rollback_leaves_nothing_for_a_later_commit()
    {
        for (var i = 0; i < 30; i++)
        {
            var (lost, kept) = (Some.User(), Some.User());
            parts.Writer.Begin();
            // Every other time LiteDB itself refuses, and ends the transaction on the spot.
            Assert.True(parts.Writer.Run(new AddUser(lost, Some.Session(lost))));
            var twin = new AddUser(lost with { Email = "other@example.com" }, Some.Session(lost));
            if (i % 2 == 0) Assert.Throws<LiteException>(() => parts.Writer.Run(twin));
            parts.Writer.Rollback();

            parts.Write(new AddUser(kept, Some.Session(kept)));
            Assert.Null(new FindUser(lost.Id).Documents(parts.Session));
            Assert.Equal(kept, new FindUser(kept.Id).Documents(parts.Session));
        }
    }

    [Fact]
    public void A_transaction_that_ended_before_its_commit_is_no_success()
    {
        var user = Some.User();
        parts.Writer.Begin();
        parts.Writer.Run(new AddUser(user, Some.Session(user)));
        Assert.Throws<LiteException>(() => parts.Writer.Run(new AddUser(user with { Email = "other@example.com" }, Some.Session(user))));

        Assert.Throws<LiteException>(parts.Writer.Commit);

        parts.Writer.Rollback();
        Assert.Null(new FindUser(user.Id).Documents(parts.Session));
    }

    [Fact]
    public void A_commit_without_a_change_writes_nothing()
    {
        var user = Some.User();
        parts.Write(new AddUser(user, Some.Session(user)));
        var length = parts.Log.Length;

        parts.Write(new AddUser(user, Some.Session(user)));

        Assert.Equal(length, parts.Log.Length);
    }

    public void Dispose() => parts.Dispose();
}
