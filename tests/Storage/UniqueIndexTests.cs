using SamosaChaat.Features.Auth.Register;
using SamosaChaat.Features.Conversations.CreateConversation;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Tests.Storage;

/// <summary>Operations look before they write; these write without looking, and the index says no.</summary>
public abstract class UniqueIndexTests(string engine)
{
    [Fact]
    public async Task The_same_thing_cannot_be_stored_twice()
    {
        using var store = new TempStore(engine);
        var user = Some.User();
        var session = Some.Session(user);
        var conversation = Some.Conversation(user);
        await store.WriteAsync(new AddUser(user, session));
        await store.WriteAsync(new AddConversation(conversation));
        var begun = await store.WriteAsync(Some.Begin(user, conversation, Guid.CreateVersion7()));
        var question = begun.Question!;
        var other = Some.User();
        await store.WriteAsync(new AddUser(other, Some.Session(other)));

        await Refused(store, "a user's email", new Insert(
            db => db.Prepare($"INSERT INTO users ({UserMapping.Columns}) VALUES (@id, @email, NULL, 'x', 0, 'user', NULL, NULL)")
                .Set("@id", Guid.CreateVersion7()).Set("@email", user.Email).ExecuteAsync(),
            db => db.Users.Insert(UserMapping.Write(user with { Id = Guid.CreateVersion7() }))));
        await Refused(store, "a user's id", new AddUser(other with { Id = user.Id, Email = "new@example.com" }, Some.Session(user)));
        await Refused(store, "a session's id", new Insert(db => db.Add(session), db => db.Sessions.Insert(SessionMapping.Write(session))));
        await Refused(store, "a conversation's id", new AddConversation(conversation with { UserId = other.Id }));
        await Refused(store, "a message's id", Insert.Message(question with { Sequence = 1 }));
        await Refused(store, "a message's place", Insert.Message(question with { Id = Guid.CreateVersion7() }));
        await Refused(store, "a running turn", new Insert(
            async db => await db.Add(question with { Id = other.Id, Sequence = 1 }) + await db.Add(begun.Turn! with { Id = other.Id }, Some.Time),
            db => db.Add(begun.Turn! with { Id = other.Id }, Some.Time)));

        Assert.Equal([question], await store.MessagesAsync(conversation.Id));
        Assert.True((await store.WriteAsync(Some.Finish(question, null))).Found);
    }

    [Fact]
    public async Task A_message_of_no_conversation_is_refused()
    {
        Assert.SkipWhen(engine == "litedb", "A document store has no references.");
        using var store = new TempStore(engine);

        await Assert.ThrowsAnyAsync<Exception>(() => store.WriteAsync(new AddOnly(Some.Question(Guid.CreateVersion7(), Guid.CreateVersion7(), 0))));
    }

    /// <summary>Writes as operations do: without a look at what became of it.</summary>
    private sealed class AddOnly(Message message) : TableCommand<bool, bool>
    {
        internal override Guid Key => message.ConversationId;

        internal override ValueTask<bool> LookAsync(ITableReader db) => new(true);

        internal override bool Decide(bool seen, ITableWriter writes)
        {
            writes.Add(message);
            return true;
        }
    }

    private static async Task Refused<T>(TempStore store, string what, Command<T> command)
    {
        var refusal = await Record.ExceptionAsync(() => store.WriteAsync(command));
        Assert.True(refusal is System.Data.Common.DbException or LiteDB.LiteException, $"{what} was stored twice, or it failed otherwise: {refusal}");
    }

    private sealed class Insert(Func<SqlSession, ValueTask<int>> sql, Action<DocumentSession> documents) : Command<bool>
    {
        public static Insert Message(Message message) => new(db => db.Add(message), db => db.Messages.Insert(MessageMapping.Write(message)));

        internal override Guid Key => Guid.Empty;

        internal override async ValueTask<bool> Sql(SqlSession db) => await sql(db) > 0;

        internal override bool Documents(DocumentSession db)
        {
            documents(db);
            return true;
        }
    }
}

public sealed class UniqueIndexesOnSqlite() : UniqueIndexTests("sqlite");

public sealed class UniqueIndexesOnLiteDb() : UniqueIndexTests("litedb");

public sealed class UniqueIndexesOnPostgres() : UniqueIndexTests("postgres");
