using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SamosaChaat.Features.Auth.Register;
using SamosaChaat.Features.Conversations.CreateConversation;
using SamosaChaat.Features.Conversations.DeleteConversation;
using SamosaChaat.Shared.Copy;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Retention;
using SamosaChaat.Tests.Storage;

namespace SamosaChaat.Tests.Retention;

/// <summary>The server deletes what is due, and nothing else.</summary>
public abstract class RetentionSweepTests(string engine)
{
    private readonly FakeTimeProvider clock = new(Some.Time);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_trash_loses_what_has_been_in_it_long_enough()
    {
        using var store = new TempStore(engine);
        var user = Some.User();
        await store.WriteAsync(new AddUser(user, Some.Session(user)));
        // More than the sweep reads at once.
        for (var i = 0; i < 101; i++) await TrashAsync(store, user, Some.Time);
        var last = await TrashAsync(store, user, Some.Time.AddHours(1));
        var rows = await store.ReadAsync(new CountRows());
        var sweep = Sweep(store, new() { Trash = TimeSpan.FromDays(1) });

        clock.Advance(TimeSpan.FromDays(1) - TimeSpan.FromMicroseconds(1));
        Assert.Equal(0, await sweep.RunAsync(Ct));
        clock.Advance(TimeSpan.FromMicroseconds(1));
        Assert.Equal(101, await sweep.RunAsync(Ct));
        Assert.Equal(rows - 101, await store.ReadAsync(new CountRows()));
        Assert.Equal(last, Assert.Single(await store.ReadAsync(new ReadTrash(user.Id, DateTime.MaxValue, Guid.AllBitsSet, 9))).Conversation.Id);
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, await sweep.RunAsync(Ct));
    }

    private static async Task<Guid> TrashAsync(TempStore store, User user, DateTime now)
    {
        var conversation = Some.Conversation(user);
        await store.WriteAsync(new AddConversation(conversation));
        await store.WriteAsync(new MoveToTrash(user.Id, conversation.Id, now));
        return conversation.Id;
    }

    private RetentionSweep Sweep(TempStore store, RetentionOptions options) =>
        new(store, Options.Create(options), clock, NullLogger<RetentionSweep>.Instance);
}

public sealed class RetentionSweepOnSqlite() : RetentionSweepTests("sqlite");

public sealed class RetentionSweepOnLiteDb() : RetentionSweepTests("litedb");

public sealed class RetentionSweepOnPostgres() : RetentionSweepTests("postgres");
