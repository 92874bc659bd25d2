using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SamosaChaat.Features.Auth.Register;
using SamosaChaat.Features.Auth.SetRetention;
using SamosaChaat.Features.Conversations;
using SamosaChaat.Features.Conversations.CreateConversation;
using SamosaChaat.Features.Conversations.DeleteConversation;
using SamosaChaat.Features.Conversations.UpdateConversation;
using SamosaChaat.Shared.Copy;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Erasure;
using SamosaChaat.Shared.Retention;
using SamosaChaat.Shared.Turns.Removal;
using SamosaChaat.Tests.Search;
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
        Assert.Equal(new(0, 0, 0), await sweep.RunAsync(Ct));
        clock.Advance(TimeSpan.FromMicroseconds(1));
        Assert.Equal(new(0, 0, 101), await sweep.RunAsync(Ct));
        Assert.Equal(rows - 101, await store.ReadAsync(new CountRows()));
        Assert.Equal(last, Assert.Single(await store.ReadAsync(new ReadTrash(user.Id, DateTime.MaxValue, Guid.AllBitsSet, 9))).Conversation.Id);
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(new(0, 0, 1), await sweep.RunAsync(Ct));
    }

    [Fact]
    public async Task What_has_not_changed_for_too_long_goes_to_the_trash_unless_it_is_pinned_or_a_turn_runs()
    {
        using var store = new TempStore(engine);
        var (user, brisk) = (Some.User(), Some.User());
        foreach (var one in new[] { user, brisk }) await store.WriteAsync(new AddUser(one, Some.Session(one)));
        await store.WriteAsync(new StoreRetention(brisk.Id, 1));
        var old = await AddAsync(store, Some.Conversation(user));
        var archived = await AddAsync(store, Some.Conversation(user) with { IsArchived = true });
        var pinned = await AddAsync(store, Some.Conversation(user) with { IsPinned = true });
        var busy = await AddAsync(store, Some.Conversation(user));
        await store.WriteAsync(Some.Begin(user, busy, Guid.CreateVersion7()));
        var recent = await AddAsync(store, Some.Conversation(user) with { UpdatedAt = Some.Time.AddDays(1) });
        var briskly = await AddAsync(store, Some.Conversation(brisk) with { UpdatedAt = Some.Time.AddDays(9) });
        clock.Advance(TimeSpan.FromDays(10) + TimeSpan.FromSeconds(1));

        Assert.Equal(new(1, 0, 0), await Sweep(store, new()).RunAsync(Ct));
        Assert.Equal([briskly.Id], await TrashOfAsync(store, brisk));
        var sweep = Sweep(store, new() { Age = TimeSpan.FromDays(10) });
        Assert.Equal(new(2, 0, 0), await sweep.RunAsync(Ct));
        Assert.Equal(new(0, 0, 0), await sweep.RunAsync(Ct));
        Assert.Equal(new[] { old.Id, archived.Id }.Order(), (await TrashOfAsync(store, user)).Order());
        Assert.Equal(new(1, 0, 3), await Sweep(store, new() { Age = TimeSpan.FromDays(10), PinnedExempt = false, Trash = TimeSpan.Zero }).RunAsync(Ct));
        Assert.Equal(
            new[] { busy.Id, recent.Id }.Order(), (await store.ReadAsync(new ListOwnConversations(user.Id, 9))).Order());
        Assert.Null(await store.ReadAsync(new FindConversation(user.Id, pinned.Id)));
    }

    [Fact]
    public async Task It_ends_a_removal_that_was_interrupted()
    {
        using var store = new TempStore(engine);
        var user = Some.User();
        await store.WriteAsync(new AddUser(user, Some.Session(user)));
        var rows = await store.ReadAsync(new CountRows());
        var conversation = await AddAsync(store, Some.Conversation(user));
        var question = Some.Question(conversation.Id, Guid.CreateVersion7(), 0);
        await store.WriteAsync(Some.Begin(user, conversation, question.Id));
        await store.WriteAsync(Some.Finish(question, Some.Answer(conversation.Id, 1, "Then it rests.")));
        await store.WriteAsync(new RemoveConversation(user.Id, conversation.Id, portion: 1));
        Assert.True(await store.ReadAsync(new IsHidden(user.Id, conversation.Id)));

        // A trash that keeps everything for a hundred years keeps nothing that is deleted for ever.
        Assert.Equal(new(0, 0, 0), await Sweep(store, new() { Trash = TimeSpan.FromDays(36_500) }).RunAsync(Ct));

        // One is what the user has used.
        Assert.Equal(rows + 1, await store.ReadAsync(new CountRows()));
    }

    [Fact]
    public async Task A_temporary_conversation_goes_for_ever_some_time_after_its_last_message()
    {
        using var store = new TempStore(engine);
        var user = Some.User();
        await store.WriteAsync(new AddUser(user, Some.Session(user)));
        var silent = await AddAsync(store, Some.Conversation(user) with { IsTemporary = true });
        var used = await AddAsync(store, Some.Conversation(user) with { IsTemporary = true, UpdatedAt = Some.Time.AddHours(1) });
        var kept = await AddAsync(store, Some.Conversation(user) with { IsTemporary = true });
        await store.WriteAsync(new ChangeConversation(user.Id, kept.Id, new(IsKept: true), Some.Time));
        var busy = await AddAsync(store, Some.Conversation(user) with { IsTemporary = true });
        await store.WriteAsync(Some.Begin(user, busy, Guid.CreateVersion7()));
        var sweep = Sweep(store, new() { Temporary = TimeSpan.FromHours(2) });

        clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(new(0, 0, 0), await sweep.RunAsync(Ct));
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(new(0, 1, 0), await sweep.RunAsync(Ct));
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(new(0, 1, 0), await sweep.RunAsync(Ct));

        Assert.Empty(await TrashOfAsync(store, user));
        Assert.Equal([kept.Id, busy.Id], await store.ReadAsync(new ListOwnConversations(user.Id, 9)));
        foreach (var gone in new[] { silent, used }) Assert.Null(await store.ReadAsync(new FindConversation(user.Id, gone.Id)));
    }

    private static async Task<Conversation> AddAsync(TempStore store, Conversation conversation)
    {
        await store.WriteAsync(new Writing(conversation.Id, writes => writes.Add(conversation)));
        return conversation;
    }

    private static async Task<IEnumerable<Guid>> TrashOfAsync(TempStore store, User user) =>
        (await store.ReadAsync(new ReadTrash(user.Id, DateTime.MaxValue, Guid.AllBitsSet, 9))).Select(one => one.Conversation.Id);

    private static async Task<Guid> TrashAsync(TempStore store, User user, DateTime now)
    {
        var conversation = Some.Conversation(user);
        await store.WriteAsync(new AddConversation(conversation));
        await store.WriteAsync(new MoveToTrash(user.Id, conversation.Id, now));
        return conversation.Id;
    }

    private RetentionSweep Sweep(TempStore store, RetentionOptions options) =>
        new(store, new PortionRemoval(store), Options.Create(options), clock, NullLogger<RetentionSweep>.Instance);
}

public sealed class RetentionSweepOnSqlite() : RetentionSweepTests("sqlite");

public sealed class RetentionSweepOnLiteDb() : RetentionSweepTests("litedb");

public sealed class RetentionSweepOnPostgres() : RetentionSweepTests("postgres");
