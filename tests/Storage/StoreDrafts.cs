using CsCheck;
using SamosaChaat.Features.Admin;
using SamosaChaat.Features.Auth;
using SamosaChaat.Features.Auth.ChangePassword;
using SamosaChaat.Features.Auth.CreateApiKey;
using SamosaChaat.Features.Auth.DeleteApiKey;
using SamosaChaat.Features.Auth.GetUsage;
using SamosaChaat.Features.Auth.ListApiKeys;
using SamosaChaat.Features.Auth.RefreshTokens;
using SamosaChaat.Features.Auth.Register;
using SamosaChaat.Features.Auth.SetRetention;
using SamosaChaat.Features.Auth.UpdateCurrentUser;
using SamosaChaat.Features.Conversations;
using SamosaChaat.Features.Conversations.CreateConversation;
using SamosaChaat.Features.Conversations.DeleteConversation;
using SamosaChaat.Features.Conversations.DeleteInstructions;
using SamosaChaat.Features.Conversations.ForkConversation;
using SamosaChaat.Features.Conversations.GetInstructions;
using SamosaChaat.Features.Conversations.ListConversations;
using SamosaChaat.Features.Conversations.RestoreConversation;
using SamosaChaat.Features.Conversations.SelectVersion;
using SamosaChaat.Features.Conversations.SetInstructions;
using SamosaChaat.Features.Conversations.UpdateConversation;
using SamosaChaat.Features.Health.GetHealth;
using SamosaChaat.Features.Messages.GetContext;
using SamosaChaat.Features.Messages.ListMessages;
using SamosaChaat.Features.Search;
using SamosaChaat.Features.Search.SearchConversations;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Erasure;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Identity.Accounts;
using SamosaChaat.Shared.Identity.ApiKeys;
using SamosaChaat.Shared.Identity.Providers;
using SamosaChaat.Shared.Identity.Sessions;
using SamosaChaat.Shared.Retention;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Search;
using SamosaChaat.Shared.Transfer.Exports;
using SamosaChaat.Shared.Transfer.Imports;
using SamosaChaat.Shared.Transfer.Lines;
using SamosaChaat.Shared.Turns.Operations;
using SamosaChaat.Shared.Turns.Removal;
using Cursor = SamosaChaat.Features.Conversations.Cursor;
using SearchCursor = SamosaChaat.Features.Search.SearchConversations.Cursor;
using Operation = (System.Type Type, CsCheck.Gen<SamosaChaat.Tests.Storage.StoreDraft> Drafts);

namespace SamosaChaat.Tests.Storage;

/// <summary>How every operation is drawn: few users, ids and times, so that collisions, foreign owners and deleted things happen.</summary>
internal static class StoreDrafts
{
    /// <summary>Users that are registered before the first step. The next one is nobody: ids that nothing stands behind are read, never written.</summary>
    public const int Users = 2;

    /// <summary>Every way to select from a list of conversations.</summary>
    public static readonly ConversationFilter[] Filters =
        [.. new bool?[] { null, false, true }.SelectMany(archived => new bool?[] { null, false, true }.Select(pinned => new ConversationFilter(archived, pinned)))];

    /// <summary>The tag of nothing.</summary>
    private const string NoTag = "\"none\"";

    private static readonly Gen<int> Owner = Gen.Int[0, Users - 1];
    private static readonly Gen<int> Anyone = Gen.Int[0, Users];
    private static readonly Gen<int> Conversation = Gen.Int[0, 3];
    private static readonly Gen<int> Message = Gen.Int[0, 9];
    private static readonly Gen<int> Session = Gen.Int[0, 4];
    private static readonly Gen<DateTime> Time = Gen.Int[0, 4].Select(i => Some.Time.AddMicroseconds(i));
    private static readonly Gen<byte[]> Hash = Gen.Byte[0, 1].Select(b => new[] { b, b });
    private static readonly Gen<string> Password = Gen.OneOf("hash", "another hash");
    private static readonly Gen<string> Text = Gen.OneOf("", "a", "A", "🥟 é", "a\0b", " x ");
    private static readonly Gen<string?> TextOrNull = Gen.OneOf<string?>(null, "b", "");
    private static readonly Gen<Sampling> Sampling = Gen.OneOf(new Sampling(null, null, null), new Sampling(0.7, 20, 5));
    private static readonly Gen<int> Attempt = Gen.Frequency((5, Gen.Const(0)), (1, Gen.Const(1)), (1, Gen.Const(-1)));
    private static readonly Gen<string> Reason = Gen.OneOf(FinishReasons.Stop, FinishReasons.Length, FinishReasons.Cancelled, FinishReasons.Interrupted, FinishReasons.Error);
    private static readonly Gen<string?> Condition = Gen.OneOf<string?>(null, null, "*", NoTag);
    private static readonly Gen<int?> UserLimit = Gen.OneOf<int?>(null, 1, 2, 4);
    private static readonly long Today = (Some.Time - DateTime.UnixEpoch).Days;
    private static readonly Gen<Quotas?> Quota = Gen.OneOf<Quotas?>(null, new Quotas(Today, 3, null, 4), new Quotas(Today + 1, null, 30, 4), new Quotas(Today, null, null, 4));
    private static readonly Gen<int?> Replaced = Gen.Frequency((2, Gen.Const((int?)null)), (1, Message.Select(i => (int?)i)));
    private static readonly Gen<bool?> Mark = Gen.OneOf<bool?>(null, true, false);
    private static readonly Gen<int> Portion = Gen.OneOf(1, 2, 3, Portions.Size);
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
        Draw(Gen.Int[0, 4], (ids, i) => StoreStep.Of(new FindAccount(ids.Email(i)), m => m.FindUserByEmail(ids.Email(i)))),
        Draw(Anyone, (ids, i) => StoreStep.Of(new FindUser(ids.User(i)), m => m.FindUser(ids.User(i)))),
        Draw(Gen.Select(Session, Owner, Hash, Time, Time), (ids, d) =>
        {
            var session = new Session(ids.Session(d.Item1), ids.User(d.Item2), d.Item3, d.Item4, d.Item5) { FamilyHash = d.Item3, Device = "a" };
            // The hash is compared by the rotations.
            return StoreStep.Of(new OpenSession(session), m => m.OpenSession(session));
        }),
        Draw(Gen.Select(Gen.Int[0, 4], Session, Hash, Time, Time), (ids, d) =>
        {
            var session = new Session(ids.Session(d.Item2), Guid.Empty, d.Item3, d.Item4, d.Item5);
            return StoreStep.Of(new GrantSession(ids.Email(d.Item1), session), m => m.GrantSession(ids.Email(d.Item1), session));
        }),
        Draw(Gen.Select(Session, Hash, Hash, Hash, Time, Time), (ids, d) => StoreStep.Of(
            new RotateSession(ids.Session(d.Item1), d.Item2, d.Item3, [d.Item4], d.Item5, d.Item6),
            m => m.RotateSession(ids.Session(d.Item1), d.Item2, d.Item3, d.Item4, d.Item5, d.Item6))),
        Draw(Gen.Select(Anyone, Session), (ids, d) => StoreStep.Of(
            new EndSession(ids.User(d.Item1), ids.Session(d.Item2)), m => m.EndSession(ids.User(d.Item1), ids.Session(d.Item2)))),
        Draw(Gen.Select(Gen.Int[0, 3], Anyone, Text, Hash, Time, Time), (ids, d) =>
        {
            var key = new ApiKey(ids.ApiKey(d.Item1), ids.User(d.Item2), d.Item3, d.Item4, ApiKeyScopes.Read, d.Item5, d.Item6);
            return StoreStep.Of(new AddApiKey(key), m => m.AddApiKey(key));
        }),
        Draw(Gen.Int[0, 3], (ids, i) => StoreStep.Of(new FindApiKey(ids.ApiKey(i)), m => m.FindApiKey(ids.ApiKey(i)))),
        Draw(Anyone, (ids, i) => StoreStep.Of(new ReadApiKeys(ids.User(i)), m => m.ReadApiKeys(ids.User(i)))),
        Draw(Gen.Select(Gen.Int[0, 3], Gen.Int[0, 5], Gen.Bool, Time), (ids, d) =>
        {
            var (claims, spare) = (Claims(ids, d.Item1, d.Item2, d.Item3, d.Item4), Guid.NewGuid());
            return StoreStep.Of(new AdmitIdentity(claims, spare, d.Item4), m => m.AdmitIdentity(claims, spare, d.Item4));
        }),
        Draw(Gen.Select(Gen.Int[0, 3], Gen.Bool, Time), (ids, d) =>
        {
            var claims = Claims(ids, d.Item1, 0, d.Item2, d.Item3);
            return StoreStep.Of(new FindAdmitted(claims), m => m.FindAdmitted(claims));
        }),
        Draw(Gen.Select(Anyone, Gen.Int[0, 3]), (ids, d) => StoreStep.Of(
            new RemoveApiKey(ids.User(d.Item1), ids.ApiKey(d.Item2)), m => m.RemoveApiKey(ids.User(d.Item1), ids.ApiKey(d.Item2)))),
        Draw(Gen.Select(Anyone, Limit), (ids, d) => StoreStep.Of(
            new ListOwnConversations(ids.User(d.Item1), d.Item2), m => m.ListOwnConversations(ids.User(d.Item1), d.Item2))),
        Draw(Gen.Select(Anyone, Conversation), (ids, d) => StoreStep.Of(
            new RemoveOwnConversation(ids.User(d.Item1), ids.Conversation(d.Item2)),
            m => m.RemoveOwnConversation(ids.User(d.Item1), ids.Conversation(d.Item2)))),
        // Later steps would write for a user who is gone, which only some engines refuse. So the users go in the end: see StoreSequence.
        Draw(Gen.Const(Users), (ids, i) => StoreStep.Of(new RemoveUser(ids.User(i)), m => m.RemoveUser(ids.User(i)))),
        Draw(Anyone, (ids, i) => StoreStep.Of(new ReadSessions(ids.User(i)), m => m.ReadSessions(ids.User(i)))),
        Draw(Gen.Select(Anyone, Text), (ids, d) => StoreStep.Of(new RenameUser(ids.User(d.Item1), d.Item2), m => m.RenameUser(ids.User(d.Item1), d.Item2))),
        Draw(Gen.Select(Anyone, Password, Password), (ids, d) => StoreStep.Of(
            new StorePassword(ids.User(d.Item1), d.Item2, d.Item3), m => m.StorePassword(ids.User(d.Item1), d.Item2, d.Item3))),
        Draw(Gen.Select(Gen.Int[0, 6], Gen.Int[0, 4]), (ids, d) =>
        {
            // A session, an API key, or an external identity, whose user may have an id of its own.
            var (id, user) = d.Item1 <= 4 ? (ids.Session(d.Item1), ids.User(d.Item2)) : (Claims(ids, d.Item1 - 5, 0, false, Some.Time).IdentityId, UserOf(ids, d.Item2));
            return StoreStep.Of(new FindSessionEnd(id, user), m => m.FindSessionEnd(id, user));
        }),
        Draw(Gen.Select(Conversation, Anyone, Text, Time, Gen.Bool, Gen.Frequency((3, Gen.Const(false)), (1, Gen.Const(true)))), (ids, d) =>
        {
            var conversation = new Conversation(ids.Conversation(d.Item1), ids.User(d.Item2), d.Item3, "demo", d.Item4, d.Item4, IsTemporary: d.Item6);
            return StoreStep.Of(new AddConversation(conversation, d.Item5), m => m.AddConversation(conversation, d.Item5));
        }),
        Draw(Gen.Select(Anyone, Gen.Int[1, 4]), (ids, d) => StoreStep.Of(
            new CountConversations(ids.User(d.Item1), d.Item2), m => m.CountConversations(ids.User(d.Item1), d.Item2))),
        Draw(Gen.Select(Anyone, Conversation), (ids, d) => StoreStep.Of(
            new FindExportedConversation(ids.User(d.Item1), ids.Conversation(d.Item2)),
            m => m.FindConversationState(ids.User(d.Item1), ids.Conversation(d.Item2)))),
        Draw(Gen.Select(Anyone, Conversation), (ids, d) => StoreStep.Of(
            new ReadConversationIds(ids.User(d.Item1), ids.Conversation(d.Item2)),
            m => m.ReadConversationIds(ids.User(d.Item1), ids.Conversation(d.Item2)))),
        Draw(Gen.Select(Anyone, Conversation, Gen.OneOf(0, 2, 3), Gen.OneOf(0, 1, 3, Shared.Domain.Message.MaxSequence)), (ids, d) => StoreStep.Told(
            new ReadTurns(ids.User(d.Item1), ids.Conversation(d.Item2), d.Item3, d.Item4),
            found => found.Select(one => new ToldTurn(one.Question, one.Turn.Turn, one.Answer, one.OtherAttempts)).ToList(),
            m => m.ReadTurns(ids.User(d.Item1), ids.Conversation(d.Item2), d.Item3, d.Item4))),
        Draw(Gen.Select(Anyone, Conversation, Message, Gen.Int[0, 1]), (ids, d) => StoreStep.Of(
            new ReadVersion(ids.User(d.Item1), ids.Conversation(d.Item2), ids.Message(d.Item3), d.Item4),
            m => m.ReadVersion(ids.User(d.Item1), ids.Conversation(d.Item2), ids.Message(d.Item3), d.Item4))),
        Draw(Gen.Select(Anyone, Conversation, Message, Gen.Int[2, 19], Text, Sampling, Time, Gen.Bool), (ids, d) =>
        {
            var (conversation, turn, time) = (ids.Conversation(d.Item2), ids.Message(d.Item3), d.Item7);
            var whole = new ImportedConversation(
                new(conversation, d.Item5, "demo", time, time, null, 0),
                [new(turn, 0, -2, 0, d.Item5, "demo", time, new(d.Item6.Temperature, d.Item6.MaxTokens, d.Item6.TopK), 1, time, time, Imported(1), ImportedAnswer(ids.Answer(d.Item4), time))],
                [new(turn, Imported(0), ImportedAnswer(ids.Answer(d.Item4 + 1), time))]);
            return StoreStep.Of(
                new AddImported(new(ids.User(d.Item1), whole, text => text.Length), [.. whole.MessageIds], d.Item8),
                m => m.AddImported(ids.User(d.Item1), whole, d.Item8));
        }),
        Draw(Gen.Select(Anyone, Conversation), (ids, d) => StoreStep.Of(
            new FindConversation(ids.User(d.Item1), ids.Conversation(d.Item2)),
            m => m.FindConversation(ids.User(d.Item1), ids.Conversation(d.Item2)))),
        Draw(Gen.Select(Anyone, Gen.Bool, Time, Conversation, Limit, Gen.Int[0, Filters.Length - 1], Gen.Int[0, (int)ConversationExtras.All]), (ids, d) =>
        {
            var below = d.Item2 ? Cursor.Top : new Cursor(d.Item3, ids.Conversation(d.Item4));
            var (filter, extras) = (Filters[d.Item6], (ConversationExtras)d.Item7);
            return StoreStep.Told(
                new PageOfConversations(ids.User(d.Item1), below, d.Item5, filter, extras), Pages.Told, m => m.PageOfConversations(ids.User(d.Item1), below, d.Item5, filter, extras));
        }),
        Draw(Gen.Select(Anyone, Conversation, Gen.Select(TextOrNull, TextOrNull, Mark, Mark, Gen.Bool), Time, Condition), (ids, d) =>
        {
            var change = new ConversationChange(d.Item3.Item1, d.Item3.Item2, d.Item3.Item3, d.Item3.Item4, d.Item3.Item5);
            return StoreStep.Of(
                new ChangeConversation(ids.User(d.Item1), ids.Conversation(d.Item2), change, d.Item4, new(d.Item5)),
                m => m.ChangeConversation(ids.User(d.Item1), ids.Conversation(d.Item2), change, d.Item4, d.Item5 != NoTag));
        }),
        Draw(Gen.Select(Anyone, Conversation), (ids, d) => StoreStep.Of(
            new FindFirstExchange(ids.User(d.Item1), ids.Conversation(d.Item2)),
            m => m.FindFirstExchange(ids.User(d.Item1), ids.Conversation(d.Item2)))),
        Draw(Gen.Select(Anyone, Conversation, Text, Text), (ids, d) => StoreStep.Of(
            new ReplaceTitle(ids.User(d.Item1), ids.Conversation(d.Item2), d.Item3, d.Item4),
            m => m.ReplaceTitle(ids.User(d.Item1), ids.Conversation(d.Item2), d.Item3, d.Item4))),
        Draw(Gen.Select(Anyone, Conversation, Condition, Portion), (ids, d) => StoreStep.Of(
            new RemoveConversation(ids.User(d.Item1), ids.Conversation(d.Item2), new(d.Item3), d.Item4),
            m => m.RemoveConversation(ids.User(d.Item1), ids.Conversation(d.Item2), d.Item3 != NoTag, d.Item4))),
        Draw(Gen.Select(Anyone, Conversation, Time, Condition), (ids, d) => StoreStep.Of(
            new MoveToTrash(ids.User(d.Item1), ids.Conversation(d.Item2), d.Item3, new(d.Item4)),
            m => m.MoveToTrash(ids.User(d.Item1), ids.Conversation(d.Item2), d.Item3, d.Item4 != NoTag))),
        Draw(Gen.Select(Anyone, Conversation), (ids, d) => StoreStep.Of(
            new RestoreTrashed(ids.User(d.Item1), ids.Conversation(d.Item2)),
            m => m.RestoreTrashed(ids.User(d.Item1), ids.Conversation(d.Item2)))),
        Draw(Gen.Select(Anyone, Conversation, Time, Portion), (ids, d) => StoreStep.Of(
            new RemoveTrashed(ids.User(d.Item1), ids.Conversation(d.Item2), d.Item3, d.Item4),
            m => m.RemoveTrashed(ids.User(d.Item1), ids.Conversation(d.Item2), d.Item3, d.Item4))),
        Draw(Gen.Select(Anyone, Conversation, Portion), (ids, d) => StoreStep.Of(
            new RemovePortion(ids.User(d.Item1), ids.Conversation(d.Item2), d.Item3),
            m => m.RemovePortion(ids.User(d.Item1), ids.Conversation(d.Item2), d.Item3))),
        Draw(Gen.Select(Anyone, Conversation), (ids, d) => StoreStep.Of(
            new IsHidden(ids.User(d.Item1), ids.Conversation(d.Item2)), m => m.IsHidden(ids.User(d.Item1), ids.Conversation(d.Item2)))),
        Draw(Gen.Const(1000), (_, limit) => StoreStep.Told(
            new ReadHidden(limit), found => found.OrderBy(one => one.Id), m => m.ReadHidden().OrderBy(one => one.Id))),
        Draw(Gen.Select(Anyone, Time, Conversation, Limit), (ids, d) => StoreStep.Of(
            new ReadTrash(ids.User(d.Item1), d.Item2, ids.Conversation(d.Item3), d.Item4),
            m => m.ReadTrash(ids.User(d.Item1), d.Item2, ids.Conversation(d.Item3), d.Item4))),
        Draw(Gen.Select(Anyone, Gen.Int[0, Filters.Length - 1], Time, Limit), (ids, d) => StoreStep.Of(
            new ReadOldConversations(ids.User(d.Item1), Filters[d.Item2], d.Item3, d.Item4),
            m => m.ReadOldConversations(ids.User(d.Item1), Filters[d.Item2], d.Item3, d.Item4))),
        Draw(Time, (_, time) => StoreStep.Told(
            new ReadOldTemporary(time, 1000), found => found.OrderBy(one => one.Id), m => m.ReadOldTemporary(time))),
        Draw(Gen.Select(Owner, Conversation, Gen.Bool, Time), (ids, d) => StoreStep.Of(
            m => m.FindConversation(ids.User(d.Item1), ids.Conversation(d.Item2))
                ?? new(ids.Conversation(d.Item2), ids.User(d.Item1), "a", "demo", d.Item4, d.Item4),
            (m, old) => m.DeleteUnchanged(old, d.Item3, d.Item4),
            old => new DeleteUnchanged(old, d.Item3, d.Item4))),
        Draw(Gen.Select(Anyone, Gen.OneOf<int?>(null, 1, 30)), (ids, d) => StoreStep.Of(
            new StoreRetention(ids.User(d.Item1), d.Item2), m => m.StoreRetention(ids.User(d.Item1), d.Item2))),
        Draw(Time, (_, time) => StoreStep.Told(
            new ReadOldTrash(time, 1000), found => found.OrderBy(one => one.Conversation.Id), m => m.ReadOldTrash(time).OrderBy(one => one.Conversation.Id))),
        Draw(Gen.Select(Anyone, Conversation, Text, Gen.Int[0, 9]), (ids, d) =>
        {
            var instructions = new Instructions(d.Item3, d.Item4);
            return StoreStep.Of(
                new StoreInstructions(ids.User(d.Item1), ids.Conversation(d.Item2), instructions),
                m => m.StoreInstructions(ids.User(d.Item1), ids.Conversation(d.Item2), instructions));
        }),
        Draw(Gen.Select(Anyone, Conversation), (ids, d) => StoreStep.Of(
            new ReadInstructions(ids.User(d.Item1), ids.Conversation(d.Item2)),
            m => m.ReadInstructions(ids.User(d.Item1), ids.Conversation(d.Item2)))),
        Draw(Gen.Select(Anyone, Conversation), (ids, d) => StoreStep.Of(
            new RemoveInstructions(ids.User(d.Item1), ids.Conversation(d.Item2)),
            m => m.RemoveInstructions(ids.User(d.Item1), ids.Conversation(d.Item2)))),
        Draw(Gen.Select(Anyone, Conversation, Gen.OneOf(-1, 0, 1, 2, 5, int.MaxValue), Limit), (ids, d) => StoreStep.Told(
            new PageOfMessages(ids.User(d.Item1), ids.Conversation(d.Item2), d.Item3, d.Item4),
            Pages.Told,
            m => m.PageOfMessages(ids.User(d.Item1), ids.Conversation(d.Item2), d.Item3, d.Item4))),
        Draw(Gen.Select(Owner, Conversation, Message, Text, Sampling, Gen.Int[0, 9], Time, Gen.Select(UserLimit, Quota, Replaced)), (ids, d) => StoreStep.Of(
            new StartTurn(ids.User(d.Item1), ids.Conversation(d.Item2), ids.Message(d.Item3), d.Item4, 5, d.Item5, StoreModel.MaxAnswerTokens, ids.Reserved(d.Item6), d.Item6 > 0, d.Item7, d.Item8.Item1, d.Item8.Item2, d.Item8.Item3 is { } old ? ids.Message(old) : null),
            m => m.StartTurn(ids.User(d.Item1), ids.Conversation(d.Item2), ids.Message(d.Item3), d.Item4, d.Item5, ids.Reserved(d.Item6), d.Item6 > 0, d.Item7, d.Item8.Item1, d.Item8.Item2, d.Item8.Item3 is { } old ? ids.Message(old) : null))),
        Draw(Gen.Select(Anyone, Conversation, Message, Gen.Bool, Gen.Int[0, 9], Time, Gen.Select(UserLimit, Quota, Gen.Bool)), (ids, d) =>
        {
            Guid? message = d.Item4 ? ids.Message(d.Item3) : null;
            return StoreStep.Of(
                new RestartTurn(ids.User(d.Item1), ids.Conversation(d.Item2), message, ids.Reserved(d.Item5), d.Item5 > 0, d.Item6, d.Item7.Item1, d.Item7.Item2, d.Item7.Item3),
                m => m.RestartTurn(ids.User(d.Item1), ids.Conversation(d.Item2), message, ids.Reserved(d.Item5), d.Item5 > 0, d.Item6, d.Item7.Item1, d.Item7.Item2, d.Item7.Item3));
        }),
        Draw(Gen.Select(Anyone, Conversation, Gen.Int[0, 29], Time, Condition), (ids, d) => StoreStep.Of(
            new SelectMessage(ids.User(d.Item1), ids.Conversation(d.Item2), ids.AnyMessage(d.Item3), d.Item4, new(d.Item5)),
            m => m.SelectMessage(ids.User(d.Item1), ids.Conversation(d.Item2), ids.AnyMessage(d.Item3), d.Item4, d.Item5 != NoTag))),
        Draw(Gen.Select(Anyone, Conversation, Gen.Int[0, 29], Conversation, TextOrNull, Time), (ids, d) => StoreStep.Of(
            new CopyPath(ids.User(d.Item1), ids.Conversation(d.Item2), ids.AnyMessage(d.Item3), ids.Conversation(d.Item4), d.Item5, i => ids.Copy(d.Item4, i), d.Item6),
            m => m.CopyPath(ids.User(d.Item1), ids.Conversation(d.Item2), ids.AnyMessage(d.Item3), ids.Conversation(d.Item4), d.Item5, i => ids.Copy(d.Item4, i), d.Item6))),
        Draw(Gen.Select(Anyone, Conversation, Gen.Int[0, 9], Time), (ids, d) => StoreStep.Of(
            new AbandonTurn(ids.User(d.Item1), ids.Conversation(d.Item2), ids.Reserved(d.Item3), "{}", d.Item4),
            m => m.AbandonTurn(ids.User(d.Item1), ids.Conversation(d.Item2), ids.Reserved(d.Item3)))),
        Draw(Gen.Select(Conversation, Gen.Int[0, 6], Gen.OneOf(1, 2, 50)), (ids, d) => StoreStep.Of(
            new ReadHistory(ids.Conversation(d.Item1), d.Item2, d.Item3),
            m => m.ReadHistory(ids.Conversation(d.Item1), d.Item2, d.Item3))),
        Draw(Gen.Select(Message, Attempt, Gen.Int[0, 3], Text, Gen.Bool, Gen.Int[0, 4]), (ids, d) => StoreStep.Of(
            m => (
                Conversation: ConversationOf(m, ids, ids.Message(d.Item1), d.Item6),
                Turn: ids.Message(d.Item1),
                Attempt: AttemptOf(m, ids.Message(d.Item1), d.Item2),
                Piece: new Checkpoint(d.Item3, d.Item4, [1], d.Item3),
                Sent: d.Item5 ? Sent(ids, d.Item3) : null,
                Seams: SeamsOf(m, ids.Message(d.Item1), d.Item3)),
            (m, c) => m.SaveCheckpoint(c.Conversation, c.Turn, c.Attempt, c.Piece, c.Sent, c.Seams),
            c => new SaveCheckpoint(c.Conversation, c.Turn, c.Attempt, c.Piece, c.Sent, c.Seams))),
        Draw(Gen.Select(Anyone, Message, Attempt, Gen.Int[0, 3], Gen.Int[0, 9]), (ids, d) => StoreStep.Of(
            m =>
            {
                var running = m.FindTurn(ids.Message(d.Item2));
                return running is null
                    ? new TurnRecord(ids.Message(d.Item2), ids.Conversation(0), IsRunning: true, 0, "demo", new(null, null, null), Outcome: null, Sent: null)
                    : running with { Attempt = running.Attempt + d.Item3, Seams = SeamsOf(m, running.Id, d.Item4) };
            },
            (m, cut) => m.ContinueTurn(ids.User(d.Item1), cut, new(d.Item4, d.Item5), ids.Reserved(d.Item5)),
            cut => new ContinueTurn(ids.User(d.Item1), cut, new(d.Item4, d.Item5), ids.Reserved(d.Item5)))),
        Draw(Gen.Select(Message, Attempt, Reason, Gen.Bool, Gen.Int[0, 19], Text, Time, Gen.Int[0, 4]), (ids, d) => StoreStep.Of(
            m =>
            {
                var question = m.FindMessage(ids.Message(d.Item1)) ?? Some.Question(ids.Conversation(0), ids.Message(d.Item1), 0);
                question = question with { ConversationId = ConversationOf(m, ids, question.Id, d.Item8) };
                var answer = d.Item4
                    ? new Message(ids.Answer(d.Item5), question.ConversationId, question.Sequence + 1, Roles.Assistant, d.Item6, 3, "demo", 12, d.Item7)
                    : null;
                var outcome = new StoredOutcome(d.Item3, AttemptOf(m, question.Id, d.Item2), [2, 3], d.Item3 == FinishReasons.Error ? "{}" : null);
                return (Question: question, End: new AttemptEnd(outcome, answer, Sent(ids, d.Item5 % 3), HasCheckpoints: true, Counted(ids, d.Item5)) { Seams = SeamsOf(m, question.Id, d.Item5), Spent = SpentBy(ids, d.Item5) }, Standing: m.Standing(question.Id));
            },
            (m, c) => m.FinishTurn(c.Question, c.End, d.Item7),
            c => new FinishTurn(c.Question, c.End, c.Standing, d.Item7))),
        Draw(Gen.Select(Anyone, Conversation, Message), (ids, d) => StoreStep.Of(
            new FindTurn(ids.User(d.Item1), ids.Conversation(d.Item2), ids.Message(d.Item3)),
            m => m.ReadTurn(ids.User(d.Item1), ids.Conversation(d.Item2), ids.Message(d.Item3))?.Turn)),
        Draw(Gen.Select(Anyone, Conversation, Message), (ids, d) => StoreStep.Of(
            new ReadTurn(ids.User(d.Item1), ids.Conversation(d.Item2), ids.Message(d.Item3)),
            m => m.ReadTurn(ids.User(d.Item1), ids.Conversation(d.Item2), ids.Message(d.Item3)))),
        Draw(Gen.Select(Anyone, Conversation, Message), (ids, d) => StoreStep.Of(
            new ReadContext(ids.User(d.Item1), ids.Conversation(d.Item2), ids.Message(d.Item3)),
            m => m.ReadContext(ids.User(d.Item1), ids.Conversation(d.Item2), ids.Message(d.Item3)))),
        Draw(Anyone, (ids, i) => StoreStep.Of(new FindAccountUsage(ids.User(i)), m => m.FindUser(ids.User(i)) is null ? null : new FoundUsage(m.ReadUsage(ids.User(i))))),
        // An entry's id is new, unlike those of what it tells of. AuditTests look at what is in the log.
        Draw(Gen.Select(Anyone, Session), (ids, d) => StoreStep.Of(
            new Audited<bool>(new EndSession(ids.User(d.Item1), ids.Session(d.Item2)), Some.Entry(), ended => ended),
            m => m.EndSession(ids.User(d.Item1), ids.Session(d.Item2)))),
        Draw(Anyone, (ids, i) => StoreStep.Of(new ReadUsage(ids.User(i)), m => m.ReadUsage(ids.User(i)))),
        Draw(Gen.Select(Anyone, Gen.OneOf<long?>(null, 1, 4), Gen.OneOf<long?>(null, 25)), (ids, d) => StoreStep.Of(
            new SetQuota(ids.User(d.Item1), d.Item2, d.Item3),
            m => m.SetQuota(ids.User(d.Item1), d.Item2, d.Item3))),
        Draw(Gen.Select(Anyone, Gen.Int[0, ModelQuery.All.Length - 1], Gen.Int[0, Filters.Length - 1], Gen.Int[-4, 3], Gen.OneOf(null, null, Roles.User, Roles.Assistant), Gen.OneOf(0, 0, 2), Time), (ids, d) =>
        {
            var query = ModelQuery.All[d.Item2];
            var filter = new SearchFilter(
                ids.User(d.Item1), QueryParser.Parse(query.Q, out _)!, Filters[d.Item3], d.Item4 < 0 ? null : ids.Conversation(d.Item4), d.Item5, Some.Time.AddMicroseconds(d.Item6), d.Item7.AddSeconds(d.Item6 == 0 ? 9 : 0));
            return StoreStep.Told(new FindTexts(filter, SearchCursor.Top, 1000), ToldHits, m => m.Search(filter, query));
        }),
        Draw(Gen.Const(0), (_, _) => StoreStep.Of(new FindUnindexedConversation(), _ => (Guid?)null)),
        Draw(Conversation, (ids, i) => StoreStep.Of(new IndexMessages(ids.Conversation(i), 9), _ => 0)),
        Draw(Gen.Const(0), (_, _) => StoreStep.Of(new ReadUnfinishedTurns(1000), m => m.ReadUnfinishedTurns(), found => found.OrderBy(turn => turn.Turn.Id))),
        Draw(Gen.Const(0), (_, _) => StoreStep.Of(new Ping(), _ => true)),
        Draw(Gen.Const(0), (_, _) => StoreStep.Of(new TryWrite(), _ => true)),
        Draw(Gen.Const(0), (_, _) => StoreStep.Of(new HasUsers(), _ => Users > 0)),
    ];

    // Hits of one millisecond have another order on each engine.
    private static List<string> ToldHits(SearchPage page) =>
    [
        .. page.Hits.Select(hit => StoreModel.Told(hit.ConversationId, hit.Message?.Id, hit.Title, hit.Message?.Role, hit.CreatedAt))
            .Order(StringComparer.Ordinal),
    ];

    private static OutcomeData Imported(int attempt) => new(attempt, "demo", FinishReasons.Stop, null, null, null);

    private static AnswerData ImportedAnswer(Guid id, DateTime time) => new(id, "An answer", 2, "demo", 12, time);

    /// <summary>The turn's conversation, or sometimes another one.</summary>
    private static Guid ConversationOf(StoreModel model, RunIds ids, Guid turn, int drawn) =>
        drawn > 0 && model.FindTurn(turn) is { } found ? found.ConversationId : ids.Conversation(0);

    /// <summary>The attempt that there is, or one beside it.</summary>
    private static int AttemptOf(StoreModel model, Guid turn, int beside) => (model.FindTurn(turn)?.Attempt ?? 0) + beside;

    /// <summary>The seams that there are, or sometimes others.</summary>
    private static Seams SeamsOf(StoreModel model, Guid turn, int drawn) =>
        drawn == 0 ? new("7:7") : model.FindTurn(turn)?.Seams ?? Seams.None;

    /// <summary>By somebody who may not exist, on this day or the next; or nobody counts it.</summary>
    private static Spent? SpentBy(RunIds ids, int drawn) => drawn < 15 ? new(ids.User(drawn % 3), Today + (drawn % 2), 1 + drawn) : null;

    /// <summary>An answer that may be there, or none.</summary>
    private static Dictionary<Guid, int>? Counted(RunIds ids, int drawn) => drawn < 10 ? new() { [ids.Answer(2 * drawn)] = drawn } : null;

    private static SentPrompt Sent(RunIds ids, int emptyAnswers) => new([ids.Message(0), ids.Message(1)], 7, [LeftOutReasons.MaxPromptTokens])
    {
        EmptyAnswers = [.. Enumerable.Range(0, emptyAnswers).Select(ids.Answer)],
        SystemPromptTokens = 2 * emptyAnswers,
        InstructionsTokens = 3 * emptyAnswers,
    };

    /// <summary>A person whose subject is a text, the id of a local account, or a UUID that two issuers have.</summary>
    private static ProviderClaims Claims(RunIds ids, int person, int email, bool hasRole, DateTime issuedAt) => new(
        person == 3 ? "https://b.example.com" : "https://a.example.com",
        person switch { 0 => $"person {ids.Session(0)}", 1 => $"{ids.User(0)}", _ => $"{ids.Session(9)}" },
        email == 5 ? null : ids.Email(email),
        "a",
        hasRole ? UserRoles.User : null,
        issuedAt);

    private static Guid UserOf(RunIds ids, int person) => person > 3 ? ids.User(0) : Claims(ids, person, 0, false, Some.Time).IdentityId;

    private static Operation Draw<T>(Gen<T> values, Func<RunIds, T, StoreStep> make)
    {
        var type = make(new RunIds(0), values.Single()).Operation;
        return (type, values.Select(drawn => new StoreDraft($"{type.Name} {Check.Print(drawn)}", ids => make(ids, drawn))));
    }
}
