using CsCheck;
using SamosaChaat.Features.Auth.GetCurrentUser;
using SamosaChaat.Features.Auth.Login;
using SamosaChaat.Features.Auth.Logout;
using SamosaChaat.Features.Auth.RefreshTokens;
using SamosaChaat.Features.Auth.Register;
using SamosaChaat.Features.Conversations;
using SamosaChaat.Features.Conversations.CreateConversation;
using SamosaChaat.Features.Conversations.DeleteConversation;
using SamosaChaat.Features.Conversations.ListConversations;
using SamosaChaat.Features.Conversations.UpdateConversation;
using SamosaChaat.Features.Health.GetHealth;
using SamosaChaat.Features.Messages.ListMessages;
using SamosaChaat.Features.Messages.SendMessage;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Security;
using SamosaChaat.Shared.Streaming;
using Cursor = SamosaChaat.Features.Conversations.ListConversations.Cursor;
using Operation = (System.Type Type, CsCheck.Gen<SamosaChaat.Tests.Storage.StoreDraft> Drafts);

namespace SamosaChaat.Tests.Storage;

/// <summary>How every operation is drawn: few users, ids and times, so that collisions, foreign owners and deleted things happen.</summary>
internal static class StoreDrafts
{
    /// <summary>Users that are registered before the first step. The next one is nobody: ids that nothing stands behind are read, never written.</summary>
    public const int Users = 2;

    private static readonly Gen<int> Owner = Gen.Int[0, Users - 1];
    private static readonly Gen<int> Anyone = Gen.Int[0, Users];
    private static readonly Gen<int> Conversation = Gen.Int[0, 3];
    private static readonly Gen<int> Message = Gen.Int[0, 9];
    private static readonly Gen<int> Session = Gen.Int[0, 4];
    private static readonly Gen<DateTime> Time = Gen.Int[0, 4].Select(i => Some.Time.AddMicroseconds(i));
    private static readonly Gen<byte[]> Hash = Gen.Byte[0, 1].Select(b => new[] { b, b });
    private static readonly Gen<string> Text = Gen.OneOf("", "a", "A", "🥟 é", "a\0b", " x ");
    private static readonly Gen<string?> TextOrNull = Gen.OneOf<string?>(null, "b", "");
    private static readonly Gen<int> Limit = Gen.OneOf(1, 2, 3, 1000);

    public static readonly Operation[] All =
    [
        Draw(Gen.Select(Gen.Int[0, 4], Session, TextOrNull, Time), (ids, d) =>
        {
            // Ids of users are always new; it is the email that may be taken.
            var user = new User(Guid.CreateVersion7(), ids.Email(d.Item1), d.Item3, "hash", d.Item4);
            var session = new Session(ids.Session(d.Item2), user.Id, [0, 0], d.Item4, d.Item4.AddMicroseconds(2));
            return StoreStep.Of(new AddUser(user, session), m => m.AddUser(user, session));
        }),
        Draw(Gen.Int[0, 4], (ids, i) => StoreStep.Of(new FindUserByEmail(ids.Email(i)), m => m.FindUserByEmail(ids.Email(i)))),
        Draw(Anyone, (ids, i) => StoreStep.Of(new FindUser(ids.User(i)), m => m.FindUser(ids.User(i)))),
        Draw(Gen.Select(Session, Owner, Hash, Time, Time), (ids, d) =>
        {
            var session = new Session(ids.Session(d.Item1), ids.User(d.Item2), d.Item3, d.Item4, d.Item5);
            // What is returned is what was passed in; the hash is compared by the rotations.
            return StoreStep.Of(new OpenSession(session), m => m.OpenSession(session));
        }),
        Draw(Gen.Select(Session, Hash, Hash, Time, Time), (ids, d) => StoreStep.Of(
            new RotateSession(ids.Session(d.Item1), d.Item2, d.Item3, d.Item4, d.Item5),
            m => m.RotateSession(ids.Session(d.Item1), d.Item2, d.Item3, d.Item4, d.Item5))),
        Draw(Session, (ids, i) => StoreStep.Of(new EndSession(ids.Session(i)), m => m.EndSession(ids.Session(i)))),
        Draw(Gen.Select(Session, Anyone), (ids, d) => StoreStep.Of(
            new FindSessionEnd(ids.Session(d.Item1), ids.User(d.Item2)),
            m => m.FindSessionEnd(ids.Session(d.Item1), ids.User(d.Item2)))),
        Draw(Gen.Select(Conversation, Owner, Text, Time), (ids, d) =>
        {
            var conversation = new Conversation(ids.Conversation(d.Item1), ids.User(d.Item2), d.Item3, "demo", d.Item4, d.Item4);
            return StoreStep.Of(new AddConversation(conversation), m => m.AddConversation(conversation));
        }),
        Draw(Gen.Select(Anyone, Conversation), (ids, d) => StoreStep.Of(
            new FindConversation(ids.User(d.Item1), ids.Conversation(d.Item2)),
            m => m.FindConversation(ids.User(d.Item1), ids.Conversation(d.Item2)))),
        Draw(Gen.Select(Anyone, Gen.Bool, Time, Conversation, Limit), (ids, d) =>
        {
            var below = d.Item2 ? Cursor.Top : new Cursor(d.Item3, ids.Conversation(d.Item4));
            return StoreStep.Of(new PageOfConversations(ids.User(d.Item1), below, d.Item5), m => m.PageOfConversations(ids.User(d.Item1), below, d.Item5));
        }),
        Draw(Gen.Select(Anyone, Conversation, TextOrNull, TextOrNull, Time), (ids, d) => StoreStep.Of(
            new ChangeConversation(ids.User(d.Item1), ids.Conversation(d.Item2), d.Item3, d.Item4, d.Item5),
            m => m.ChangeConversation(ids.User(d.Item1), ids.Conversation(d.Item2), d.Item3, d.Item4, d.Item5))),
        Draw(Gen.Select(Anyone, Conversation), (ids, d) => StoreStep.Of(
            new RemoveConversation(ids.User(d.Item1), ids.Conversation(d.Item2)),
            m => m.RemoveConversation(ids.User(d.Item1), ids.Conversation(d.Item2)))),
        Draw(Gen.Select(Anyone, Conversation, Gen.OneOf(-1, 0, 1, 2, 5, int.MaxValue), Limit), (ids, d) => StoreStep.Of(
            new PageOfMessages(ids.User(d.Item1), ids.Conversation(d.Item2), d.Item3, d.Item4),
            m => m.PageOfMessages(ids.User(d.Item1), ids.Conversation(d.Item2), d.Item3, d.Item4))),
        Draw(Gen.Select(Owner, Conversation, Message, Text, Time), (ids, d) => StoreStep.Of(
            new BeginTurn(ids.User(d.Item1), ids.Conversation(d.Item2), ids.Message(d.Item3), d.Item4, 5, d.Item5),
            m => m.BeginTurn(ids.User(d.Item1), ids.Conversation(d.Item2), ids.Message(d.Item3), d.Item4, 5, d.Item5))),
        Draw(Gen.Select(Conversation, Gen.Int[0, 6], Gen.OneOf(1, 2, 50)), (ids, d) => StoreStep.Of(
            new ReadHistory(ids.Conversation(d.Item1), d.Item2, d.Item3),
            m => m.ReadHistory(ids.Conversation(d.Item1), d.Item2, d.Item3))),
        Draw(Gen.Select(Conversation, Message, Gen.Bool, Message, Gen.Int[0, 6], Text, Time), (ids, d) =>
        {
            var (id, turn) = (ids.Conversation(d.Item1), ids.Message(d.Item2));
            var answer = d.Item3 ? new Message(ids.Message(d.Item4), id, d.Item5, Roles.Assistant, d.Item6, 3, "demo", 12, d.Item7) : null;
            var status = answer is null ? GenerationStatus.Error : GenerationStatus.Stop;
            return StoreStep.Of(new FinishTurn(id, turn, status, answer, d.Item7), m => m.FinishTurn(id, turn, answer, d.Item7));
        }),
        Draw(Time, (_, now) => StoreStep.Of(new InterruptUnfinishedTurns(now), m => m.InterruptUnfinishedTurns())),
        Draw(Gen.Const(0), (_, _) => StoreStep.Of(new Ping(), _ => true)),
    ];

    private static Operation Draw<T>(Gen<T> values, Func<RunIds, T, StoreStep> make)
    {
        var type = make(new RunIds(0), values.Single()).Operation;
        return (type, values.Select(drawn => new StoreDraft($"{type.Name} {Check.Print(drawn)}", ids => make(ids, drawn))));
    }
}
