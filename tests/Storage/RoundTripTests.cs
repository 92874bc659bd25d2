using System.Text;
using SamosaChaat.Features.Auth.Register;
using SamosaChaat.Features.Conversations;
using SamosaChaat.Features.Conversations.CreateConversation;
using SamosaChaat.Features.Conversations.ListConversations;
using SamosaChaat.Features.Messages.ListMessages;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Identity.Accounts;
using SamosaChaat.Shared.Turns.Events;
using Cursor = SamosaChaat.Features.Conversations.Cursor;

namespace SamosaChaat.Tests.Storage;

public abstract class RoundTripTests(string engine)
{
    // By name, because a test's report cannot show every one of them.
    private static readonly Dictionary<string, string> ByName = new()
    {
        ["plain"] = "Fold the dough.",
        ["empty"] = "",
        ["space around"] = "  \t two lines\r\n\nand a tab ",
        ["quotes"] = "'; DROP TABLE messages; -- \"$.x\" @0 {\"a\":1} %_\\",
        ["emoji"] = "🥟 👩‍🍳 👨‍👩‍👧‍👦 🇮🇳 👍🏽",
        ["right to left"] = "שלום \u202Eمرحبا\u202C عليكم",
        ["combining marks"] = "e\u0301 is not \u00E9; Z\u0351\u036B\u0343a\u0323\u0307",
        ["scripts"] = "समोसा चाट 饺子 ผัก Ω",
        ["not characters"] = "\uFFFE\uFFFF\uFFFD\uFEFFbom\u0001\u001F\u007F\u0085\u2028",
        ["NUL inside"] = "before\0after\0",
        ["200,000 characters"] = new string('x', 200_000),
        ["200,000 emoji"] = string.Concat(Enumerable.Repeat("🥟", 200_000)),
    };

    public static TheoryData<string> Texts => [.. ByName.Keys];

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Text_comes_back_as_it_was_written_also_from_the_file(string name)
    {
        var text = ByName[name];
        using var store = new TempStore(engine);
        var user = Some.User(text);
        var conversation = Some.Conversation(user, text);
        await store.WriteAsync(new AddUser(user, Some.Session(user)));
        await store.WriteAsync(new AddConversation(conversation));
        var question = (await store.WriteAsync(Some.Begin(user, conversation, Guid.CreateVersion7(), text, Some.Time.AddSeconds(1)))).Question!;
        var answer = Some.Answer(conversation.Id, 1, text);
        Assert.True((await store.WriteAsync(Some.Finish(question, answer))).Found);

        foreach (var reopen in new[] { false, true })
        {
            if (reopen) store.Reopen();
            Assert.Equal(user, await store.ReadAsync(new FindUser(user.Id)));
            Assert.Equal(conversation with { UpdatedAt = answer.CreatedAt }, await store.ReadAsync(new FindConversation(user.Id, conversation.Id)));
            var messages = await store.MessagesAsync(conversation.Id);
            Assert.Equal([question, answer], messages);
            Assert.Equal(
                Page<int>.Of([question, answer], 10, MessageResponse.From, message => message.Sequence),
                (await store.ReadAsync(new PageOfMessages(user.Id, conversation.Id, -1, 10))).Told());
            Assert.Equal(
                Page<Cursor>.Of([conversation with { UpdatedAt = answer.CreatedAt }], 10, ConversationResponse.From, Cursor.Below),
                (await store.ReadAsync(new PageOfConversations(user.Id, Cursor.Top, 10, ConversationFilter.NotArchived))).Told());
            Assert.Each(messages, message => Assert.Equal(Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes(message.Content)));
        }
    }

    [Fact]
    public async Task A_user_without_a_name_has_none_when_read()
    {
        using var store = new TempStore(engine);
        var user = Some.User(name: null);

        Assert.True(await store.WriteAsync(new AddUser(user, Some.Session(user))));

        Assert.Equal(user, await store.ReadAsync(new FindAccount(user.Email)));
        Assert.Equal(user, await store.ReadAsync(new FindAccount(user.Email.ToUpperInvariant())));
        Assert.Null(await store.ReadAsync(new FindAccount("x" + user.Email)));
    }

    [Fact]
    public async Task The_end_of_a_session_is_kept_to_the_microsecond_and_told_of_its_owner_only()
    {
        using var store = new TempStore(engine);
        var user = Some.User();
        var session = Some.Session(user);
        await store.WriteAsync(new AddUser(user, session));
        store.Reopen();

        Assert.Equal(session.ExpiresAt, await store.ReadAsync(new FindSessionEnd(session.Id, user.Id)));
        Assert.Null(await store.ReadAsync(new FindSessionEnd(session.Id, Guid.CreateVersion7())));
        Assert.Null(await store.ReadAsync(new FindSessionEnd(Guid.CreateVersion7(), user.Id)));
    }
}

public sealed class RoundTripOnSqlite() : RoundTripTests("sqlite");

public sealed class RoundTripOnLiteDb() : RoundTripTests("litedb");

public sealed class RoundTripOnPostgres() : RoundTripTests("postgres");
