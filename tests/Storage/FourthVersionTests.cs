using SamosaChaat.Features.Auth.Register;
using SamosaChaat.Features.Conversations.CreateConversation;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.Sqlite;
using SamosaChaat.Shared.Turns.Operations;

namespace SamosaChaat.Tests.Storage;

/// <summary>Data of version 4 opens: its turns have no reasoning.</summary>
public sealed class FourthVersionTests : IDisposable
{
    private readonly TempStore store = new(StorageOptions.Sqlite);
    private readonly User user = Some.User();

    [Fact]
    public async Task Turns_of_the_fourth_version_are_what_they_were()
    {
        var conversation = Some.Conversation(user);
        var question = Some.Question(conversation.Id, Guid.CreateVersion7(), 0);
        var answer = Some.Answer(conversation.Id, 1, "Fold it.") with { OwnTokenCount = 4 };
        var outcome = new StoredOutcome(FinishReasons.Stop, 0, [4, 4], Failure: null);
        var turn = new TurnRecord(
            question.Id, conversation.Id, IsRunning: true, Attempt: 0, "demo", new(0.5, 100, 3), Outcome: null, new([question.Id], 7, []), answer.Id);
        store.Close();
        File.Delete(store.File);
        using (var db = OldSchema.Open(store.File))
        {
            OldSchema.Migrate(db, 4);
            new AddUser(user, Some.Session(user)).Sql(db).Now();
            new AddConversation(conversation).Sql(db).Now();
            db.Add(question);
            db.Add(turn, Some.Time).Now();
            OldSchema.End(db, turn, outcome, Some.Time);
            db.Add(answer);
        }

        store.Reopen();

        Assert.Equal([question, answer], await store.MessagesAsync(conversation.Id));
        var found = await store.ReadAsync(new FindTurn(user.Id, conversation.Id, question.Id));
        Assert.Equal((false, answer.Id, FinishReasons.Stop, null), (found!.IsRunning, found.AnswerId, found.Outcome!.FinishReason, found.Outcome.Reasoning));
        Assert.Empty(SqliteInspection.Faults(store.File, SqliteMigrations.Steps.Count, quick: false));
    }

    public void Dispose() => store.Dispose();
}
