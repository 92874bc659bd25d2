using SamosaChaat.Features.Auth.Register;
using SamosaChaat.Features.Conversations.CreateConversation;
using SamosaChaat.Features.Conversations.DeleteConversation;
using SamosaChaat.Features.Conversations.ForkConversation;
using SamosaChaat.Features.Conversations.SelectVersion;
using SamosaChaat.Features.Messages.GetContext;
using SamosaChaat.Features.Messages.ListMessages;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Turns.Operations;

namespace SamosaChaat.Tests.Storage;

/// <summary>The steps that make the versions of one conversation, and all that can be read of them.</summary>
internal sealed class VersionTree(RunIds ids)
{
    private const string Text = "And then?";
    private static readonly Sampling Default = new(null, null, null);

    private readonly Guid user = ids.User(0);
    private readonly Guid conversation = ids.Conversation(0);
    private readonly Guid fork = ids.Conversation(1);

    public IEnumerable<StoreStep> Steps(TreeDraft[] drafts) => [.. Start(), .. drafts.SelectMany(Grow), .. Read(drafts.Length), .. End()];

    private IEnumerable<StoreStep> Start()
    {
        var someone = new User(user, ids.Email(0), null, "hash", Some.Time);
        var session = new Session(ids.Session(0), user, [0, 0], Some.Time, Some.Time.AddHours(1));
        var empty = new Conversation(conversation, user, "Dough", "demo", Some.Time, Some.Time);
        yield return StoreStep.Of(new AddUser(someone, session), m => m.AddUser(someone, session));
        yield return StoreStep.Of(new AddConversation(empty), m => m.AddConversation(empty, isIdChosen: false));
    }

    private IEnumerable<StoreStep> Grow(TreeDraft draft, int number)
    {
        var now = Some.Time.AddSeconds(number);
        return draft.Growth switch
        {
            Growth.Ask => [Ask(draft, number, now, replaces: false), Answer(draft, number, now)],
            Growth.Replace => [Ask(draft, number, now, replaces: true), Answer(draft, number, now)],
            Growth.Regenerate => [Regenerate(draft, number, now, keeps: false), Answer(draft, number, now)],
            Growth.RegenerateInTheMiddle => [Regenerate(draft, number, now, keeps: true), Answer(draft, number, now)],
            Growth.Select => [Select(draft, now)],
            _ => [Fork(draft, number, now)],
        };
    }

    private StoreStep Ask(TreeDraft draft, int number, DateTime now, bool replaces) => StoreStep.Of(
        m => replaces ? m.VersionAt(conversation, draft.Target) : null,
        (m, old) => m.StartTurn(user, conversation, ids.Message(number), Text, Default, ids.Reserved(number), true, now, null, null, old),
        old => new StartTurn(
            user, conversation, ids.Message(number), Text, 5, Default, StoreModel.MaxAnswerTokens, ids.Reserved(number), mayStart: true, now, replaces: old));

    private StoreStep Regenerate(TreeDraft draft, int number, DateTime now, bool keeps) => StoreStep.Of(
        m => m.VersionAt(conversation, draft.Target),
        (m, message) => m.RestartTurn(user, conversation, message, ids.Reserved(number), true, now, null, null, keeps),
        message => new RestartTurn(user, conversation, message, ids.Reserved(number), mayStart: true, now, keepsFollowing: keeps));

    /// <summary>Ends the turn that runs. If none does, nothing happens.</summary>
    private StoreStep Answer(TreeDraft draft, int number, DateTime now) => StoreStep.Of(
        m =>
        {
            var question = m.RunningQuestion(conversation) ?? Some.Question(conversation, ids.Message(number), 0);
            var answer = draft.Fails ? null : new Message(ids.Answer(100 + number), conversation, question.Sequence + 1, Roles.Assistant, $"{number}", 3, "demo", 12, now);
            var outcome = new StoredOutcome(draft.Fails ? FinishReasons.Error : FinishReasons.Stop, m.FindTurn(question.Id)?.Attempt ?? 0, null, draft.Fails ? "{}" : null);
            return (Question: question, End: new AttemptEnd(outcome, answer, SentPrompt.Nothing, HasCheckpoints: false), Standing: m.Standing(question.Id));
        },
        (m, turn) => m.FinishTurn(turn.Question, turn.End, now),
        turn => new FinishTurn(turn.Question, turn.End, turn.Standing, now));

    private StoreStep Select(TreeDraft draft, DateTime now) => StoreStep.Of(
        m => m.VersionAt(conversation, draft.Target) ?? Guid.Empty,
        (m, message) => m.SelectMessage(user, conversation, message, now, holds: true),
        message => new SelectMessage(user, conversation, message, now));

    private StoreStep Fork(TreeDraft draft, int number, DateTime now) => StoreStep.Of(
        m => m.VersionAt(conversation, draft.Target) ?? Guid.Empty,
        (m, message) => m.CopyPath(user, conversation, message, fork, null, sequence => ids.Copy(number, sequence), now),
        message => new CopyPath(user, conversation, message, fork, null, sequence => ids.Copy(number, sequence), now));

    private IEnumerable<StoreStep> Read(int drafts)
    {
        foreach (var id in new[] { conversation, fork })
        {
            yield return StoreStep.Told(new PageOfMessages(user, id, -1, 99, Extras.Versions), Pages.Told, m => m.PageOfVersions(user, id));
            for (var after = -1; after < 2 * drafts; after += 3)
            {
                var place = after;
                yield return StoreStep.Told(new PageOfMessages(user, id, place, 2), Pages.Told, m => m.PageOfMessages(user, id, place, 2));
            }
        }

        for (var number = 0; number < drafts; number++)
        {
            var question = ids.Message(number);
            yield return StoreStep.Of(new ReadContext(user, conversation, question), m => m.ReadContext(user, conversation, question));
        }
    }

    private IEnumerable<StoreStep> End() => new[] { conversation, fork }.Select(id =>
        StoreStep.Of(new RemoveConversation(user, id), m => m.RemoveConversation(user, id)));
}
