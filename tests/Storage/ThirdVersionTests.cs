using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.Sqlite;
using SamosaChaat.Shared.Turns.Operations;

namespace SamosaChaat.Tests.Storage;

/// <summary>Data of version 3 opens: its turns have no answer id, and its answers no own count.</summary>
public sealed class ThirdVersionTests : IDisposable
{
    private readonly TempStore store = new(StorageOptions.Sqlite);
    private readonly User user = Some.User();

    [Fact]
    public async Task Turns_and_messages_of_the_third_version_are_what_they_were_and_go_on()
    {
        var conversation = Some.Conversation(user);
        var question = Some.Question(conversation.Id, Guid.CreateVersion7(), 0);
        store.WriteTables(version: 3, db =>
        {
            OldSchema.Add(db, user);
            OldSchema.Add(db, conversation);
            db.Prepare("""
                INSERT INTO messages (place, id, conversation_id, sequence, role, content, token_count, model_tag, inference_time_ms, created_at)
                SELECT number * 16777216, @id, id, 0, 'user', @content, 3, 'demo', 0, @created FROM conversations
                """)
                .Set("@id", question.Id)
                .Set("@content", question.Content)
                .Set("@created", question.CreatedAt)
                .ExecuteAsync().Now();
            OldSchema.Add(db, new TurnRecord(question.Id, conversation.Id, IsRunning: true, Attempt: 0, "demo", new(0.5, 100, 3), Outcome: null, Sent: null));
        });

        store.Reopen();

        Assert.Equal([question], await store.MessagesAsync(conversation.Id));
        Assert.Null((await store.ReadAsync(new FindTurn(user.Id, conversation.Id, question.Id)))!.AnswerId);
        Assert.True((await store.WriteAsync(Some.Finish(question, Some.Answer(conversation.Id, 1, "Fold it.") with { OwnTokenCount = 4 }))).Found);
        Assert.Equal(4, (await store.MessagesAsync(conversation.Id))[1].OwnTokenCount);
        Assert.Empty(SqliteInspection.Faults(store.File, SqlMigrations.Sqlite.Count, quick: false));
    }

    public void Dispose() => store.Dispose();
}
