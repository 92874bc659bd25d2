using Microsoft.Win32.SafeHandles;
using SamosaChaat.Features.Auth.Register;
using SamosaChaat.Features.Conversations.CreateConversation;
using SamosaChaat.Features.Conversations.DeleteConversation;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Turns.Operations;

namespace SamosaChaat.Tests.Storage;

/// <summary>Holds the log against what was synced of it. Everything runs on one thread, because LiteDB binds a transaction to it.</summary>
public sealed class LiteDbDurabilityTests : IDisposable
{
    private readonly LiteDbParts parts;
    private readonly List<byte[]> syncs = [];

    public LiteDbDurabilityTests() => parts = new LiteDbParts(Sync);

    [Fact]
    public async Task A_write_is_not_acknowledged_before_its_sync_returns()
    {
        using var disk = new Gate();
        using var held = new LiteDbParts(_ => disk.Pass());
        using var queue = new WriteQueue(held.Writer);
        var user = Some.User();

        var write = queue.Enqueue(new AddUser(user, Some.Session(user)), CancellationToken.None);

        await disk.Reached;
        Assert.False(write.IsCompleted);
        disk.Open();
        Assert.True(await write);
    }

    [Fact]
    public void Every_commit_is_synced_when_it_returns_whatever_its_size()
    {
        var user = Some.User();
        WriteSynced(new AddUser(user, Some.Session(user)));

        // A batch of 16 MB makes LiteDB fold its log into the file as part of the commit.
        foreach (var (turns, length) in new[] { (1, 1), (3, 20_000), (80, 200_000), (2, 1) })
        {
            var conversations = Enumerable.Range(0, turns).Select(_ => Some.Conversation(user)).ToArray();
            var text = new string('x', length);
            WriteSynced([.. conversations.Select(c => new AddConversation(c))]);
            WriteSynced([.. conversations.Select(c => Some.Begin(user, c, c.Id, text))]);
            WriteSynced([.. conversations.Select(c => new RemoveConversation(user.Id, c.Id))]);
        }
    }

    [Fact]
    public void The_last_page_of_a_commit_is_written_after_the_others_are_synced()
    {
        var user = Some.User();
        parts.Write(new AddUser(user, Some.Session(user)));

        Assert.Equal(2, syncs.Count);
        Assert.Null(parts.AfterPowerCut(parts.ReadFile(), syncs[0], new FindUser(user.Id)));
        Assert.Equal(user, parts.AfterPowerCut(parts.ReadFile(), syncs[1], new FindUser(user.Id)));
    }

    [Fact]
    public void The_whole_log_is_synced_before_it_is_folded_into_the_data_file()
    {
        var user = Some.User();
        var conversations = Enumerable.Range(0, 80).Select(_ => Some.Conversation(user)).ToArray();
        parts.Write(new AddUser(user, Some.Session(user)));
        parts.Write([.. conversations.Select(c => new AddConversation(c))]);
        var before = parts.ReadFile();
        syncs.Clear();

        parts.Write([.. conversations.Select(c => Some.Begin(user, c, c.Id, new string('x', 200_000)))]);

        Assert.Empty(syncs[^1]);
        var last = new FindTurn(user.Id, conversations[^1].Id, conversations[^1].Id);
        Assert.NotNull(parts.AfterPowerCut(before, syncs[^2], last));
        Assert.NotNull(parts.AfterPowerCut(parts.ReadFile(), syncs[^1], last));
    }

    [Fact]
    public void A_power_cut_takes_nothing_that_was_committed_and_leaves_nothing_that_was_not()
    {
        for (var i = 0; i < 10; i++)
        {
            var (kept, lost) = (Some.User(), Some.User());
            parts.Write(new AddUser(kept, Some.Session(kept)));
            parts.Writer.Begin();
            parts.Writer.Run(new AddUser(lost, Some.Session(lost)));
            if (i % 2 == 0) parts.Writer.Rollback();

            Assert.Equal(kept, parts.AfterPowerCut(parts.ReadFile(), syncs[^1], new FindUser(kept.Id)));
            Assert.Null(parts.AfterPowerCut(parts.ReadFile(), syncs[^1], new FindUser(lost.Id)));
            if (i % 2 != 0) parts.Writer.Rollback();
        }
    }

    public void Dispose() => parts.Dispose();

    private void WriteSynced<T>(params Command<T>[] batch)
    {
        var before = syncs.Count;
        parts.Write(batch);

        Assert.NotEqual(before, syncs.Count);
        // Reading the log from its start syncs it, so this comes first.
        var synced = syncs[^1];
        Assert.Equal(Written(), synced);
        syncs.Clear();
    }

    private void Sync(SafeFileHandle log) => syncs.Add(Read(log));

    private byte[] Written()
    {
        var log = new byte[parts.Log.Length];
        parts.Log.Position = 0;
        parts.Log.ReadExactly(log);
        return log;
    }

    private static byte[] Read(SafeFileHandle log)
    {
        var bytes = new byte[RandomAccess.GetLength(log)];
        RandomAccess.Read(log, bytes, 0);
        return bytes;
    }
}
