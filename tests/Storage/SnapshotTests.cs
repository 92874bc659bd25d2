using SamosaChaat.Features.Auth.Register;
using SamosaChaat.Features.Conversations;
using SamosaChaat.Features.Conversations.CreateConversation;
using SamosaChaat.Features.Conversations.DeleteConversation;
using SamosaChaat.Features.Messages.ListMessages;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Turns.Events;

namespace SamosaChaat.Tests.Storage;

public abstract class SnapshotTests(string engine)
{
    private const int Conversations = 300;
    private const int Turns = 4;
    private const int Readers = 3;

    [Fact]
    public async Task A_conversation_that_is_being_deleted_is_read_whole_or_not_at_all()
    {
        using var store = new TempStore(engine);
        var user = Some.User();
        await store.WriteAsync(new AddUser(user, Some.Session(user)));
        var seen = new List<int>();
        for (var i = 0; i < Conversations; i++)
        {
            var conversation = Some.Conversation(user);
            await Task.WhenAll(Fill(store, user, conversation));
            var readers = Enumerable.Range(0, Readers).Select(_ => Task.Run(() => ReadUntilGone(store, user, conversation))).ToArray();

            Assert.Equal(EditStatus.Done, await store.WriteAsync(new RemoveConversation(user.Id, conversation.Id)));

            // Where a reader comes too late it has read nothing.
            foreach (var counts in await Task.WhenAll(readers)) seen.AddRange(counts);
        }

        Assert.Each(seen, count => Assert.Equal(2 * Turns, count));
    }

    /// <summary>All at once, so that they share a commit or two.</summary>
    private static IEnumerable<Task> Fill(TempStore store, User user, Conversation conversation)
    {
        yield return store.WriteAsync(new AddConversation(conversation));
        for (var turn = 0; turn < Turns; turn++)
        {
            var id = Guid.CreateVersion7();
            yield return store.WriteAsync(Some.Begin(user, conversation, id));
            yield return store.WriteAsync(Some.Finish(Some.Question(conversation.Id, id, 2 * turn), Some.Answer(conversation.Id, (2 * turn) + 1, "Fry it.")));
        }
    }

    /// <summary>How many messages there were, each time until there was no conversation.</summary>
    private static async Task<List<int>> ReadUntilGone(TempStore store, User user, Conversation conversation)
    {
        var counts = new List<int>();
        while ((await store.ReadAsync(new PageOfMessages(user.Id, conversation.Id, -1, 1000))).Told() is { } page) counts.Add(page.Items<MessageResponse, int>().Length);
        return counts;
    }
}

public sealed class SnapshotsOnSqlite() : SnapshotTests("sqlite");

public sealed class SnapshotsOnLiteDb() : SnapshotTests("litedb");

public sealed class SnapshotsOnPostgres() : SnapshotTests("postgres");
