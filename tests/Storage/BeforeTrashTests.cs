using SamosaChaat.Features.Conversations;
using SamosaChaat.Features.Conversations.DeleteConversation;
using SamosaChaat.Features.Conversations.GetInstructions;
using SamosaChaat.Features.Conversations.RestoreConversation;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage.Sqlite;
using SamosaChaat.Shared.Turns.Operations;

namespace SamosaChaat.Tests.Storage;

/// <summary>SQLite's table of conversations is written again, so that a conversation can be without an owner.</summary>
public sealed class BeforeTrashTests
{
    private static readonly int Version = SqlMigrations.Sqlite.ToList().FindIndex(text => text.Contains("TABLE trash", StringComparison.Ordinal));

    [Fact]
    public async Task Conversations_keep_their_messages_and_instructions_and_go_to_the_trash_and_back()
    {
        using var store = new TempStore("sqlite");
        store.Close();
        File.Delete(store.File);
        var user = Some.User();
        Conversation[] conversations = [.. Enumerable.Range(0, 3).Select(i => Some.Conversation(user, $"Dough {i}"))];
        using (var db = OldSchema.Open(store.File))
        {
            OldSchema.Migrate(db, Version);
            OldSchema.Add(db, user);
            foreach (var conversation in conversations)
            {
                OldSchema.Add(db, conversation);
                OldSchema.AddPlaced(db, Some.Question(conversation.Id, Guid.CreateVersion7(), 0, conversation.Title));
            }

            // A number that is free stays free: messages lie by the numbers.
            db.ExecuteScript("DELETE FROM messages WHERE place / 16777216 = 1; DELETE FROM conversations WHERE number = 1");
            db.ExecuteScript("INSERT INTO instructions (number, content, tokens) SELECT number, title, 3 FROM conversations");
        }

        store.Reopen();

        foreach (var conversation in conversations[1..])
        {
            await CheckAsync(store, conversation);
            Assert.Equal(EditStatus.Done, await store.WriteAsync(new MoveToTrash(user.Id, conversation.Id, Some.Time)));
            Assert.Null(await store.ReadAsync(new FindConversation(user.Id, conversation.Id)));
            Assert.True((await store.WriteAsync(new RestoreTrashed(user.Id, conversation.Id))).IsNew);
            await CheckAsync(store, conversation);
        }

        store.Close();
        Assert.Empty(SqliteInspection.Faults(store.File, SqlMigrations.Sqlite.Count, quick: false));
    }

    private static async Task CheckAsync(TempStore store, Conversation conversation)
    {
        Assert.Equal(conversation, await store.ReadAsync(new FindConversation(conversation.UserId, conversation.Id)));
        Assert.Equal(conversation.Title, Assert.Single(await store.ReadAsync(new ReadHistory(conversation.Id, 99, 9))).Content);
        Assert.Equal(conversation.Title, (await store.ReadAsync(new ReadInstructions(conversation.UserId, conversation.Id)))!.Instructions!.Text);
    }
}
