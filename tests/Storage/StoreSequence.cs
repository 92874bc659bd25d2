using SamosaChaat.Features.Auth.GetUsage;
using SamosaChaat.Features.Auth.ListApiKeys;
using SamosaChaat.Features.Auth.RefreshTokens;
using SamosaChaat.Features.Auth.Register;
using SamosaChaat.Features.Conversations;
using SamosaChaat.Features.Conversations.DeleteConversation;
using SamosaChaat.Features.Conversations.ListConversations;
using SamosaChaat.Features.Conversations.RestoreConversation;
using SamosaChaat.Features.Messages.ListMessages;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Identity.Accounts;
using SamosaChaat.Shared.Identity.Sessions;
using SamosaChaat.Shared.Turns.Operations;
using SamosaChaat.Shared.Turns.Removal;
using Cursor = SamosaChaat.Features.Conversations.Cursor;

namespace SamosaChaat.Tests.Storage;

/// <summary>What comes before and after the random steps.</summary>
internal static class StoreSequence
{
    public static IEnumerable<StoreStep> Accounts(RunIds ids) => Enumerable.Range(0, StoreDrafts.Users).Select(i =>
    {
        var user = new User(ids.User(i), ids.Email(i), null, "hash", Some.Time);
        var session = new Session(ids.Session(i), user.Id, [0, 0], Some.Time, Some.Time.AddMicroseconds(3));
        return StoreStep.Of(new AddUser(user, session), m => m.AddUser(user, session));
    });

    /// <summary>All that can be read in the end. In the end it removes all conversations, so that no turn is left running that the next sequence would see.</summary>
    public static IEnumerable<StoreStep> Everything(RunIds ids)
    {
        for (var i = 0; i <= 4; i++)
        {
            var (email, session) = (ids.Email(i), ids.Session(i));
            yield return StoreStep.Of(new FindAccount(email), m => m.FindUserByEmail(email));
            yield return StoreStep.Of(
                new RotateSession(session, [1, 1], [1, 1], [[2, 2]], Some.Time, Some.Time),
                m => m.RotateSession(session, [1, 1], [1, 1], [2, 2], Some.Time, Some.Time));
        }

        for (var i = 0; i < StoreDrafts.Users; i++)
        {
            var user = ids.User(i);
            var top = Cursor.Top;
            yield return StoreStep.Of(new ReadUsage(user), m => m.ReadUsage(user));
            foreach (var filter in StoreDrafts.Filters)
            {
                yield return StoreStep.Told(
                    new PageOfConversations(user, top, 99, filter, ConversationExtras.All), Pages.Told, m => m.PageOfConversations(user, top, 99, filter, ConversationExtras.All));
            }

            for (var c = 0; c <= 3; c++)
            {
                var id = ids.Conversation(c);
                yield return StoreStep.Told(new PageOfMessages(user, id, -1, 99), Pages.Told, m => m.PageOfMessages(user, id, -1, 99));
                yield return StoreStep.Told(new PageOfMessages(user, id, -1, 99, Extras.Versions), Pages.Told, m => m.PageOfVersions(user, id));
            }
        }

        for (var c = 0; c <= 3; c++)
        {
            // Each run has a store to itself but for what is left running, which the next one would see.
            for (var u = 0; u < StoreDrafts.Users; u++)
            {
                var (user, id) = (ids.User(u), ids.Conversation(c));
                // A conversation that comes back from the trash is whole.
                yield return StoreStep.Of(new RestoreTrashed(user, id), m => m.RestoreTrashed(user, id));
                yield return StoreStep.Told(new PageOfMessages(user, id, -1, 99, Extras.Versions), Pages.Told, m => m.PageOfVersions(user, id));
                yield return StoreStep.Of(new RemoveConversation(user, id), m => m.RemoveConversation(user, id));
                // It may be hidden for ever.
                yield return StoreStep.Of(new RemoveOwnConversation(user, id), m => m.RemoveOwnConversation(user, id));
            }
        }

        for (var u = 0; u < StoreDrafts.Users; u++)
        {
            var user = ids.User(u);
            yield return StoreStep.Of(new ReadApiKeys(user), m => m.ReadApiKeys(user));
            yield return StoreStep.Of(new RemoveUser(user), m => m.RemoveUser(user));
            for (var i = 0; i <= 4; i++)
            {
                var session = ids.Session(i);
                yield return StoreStep.Of(new EndSession(user, session), m => m.EndSession(user, session));
            }

            yield return StoreStep.Of(new RemoveUser(user), m => m.RemoveUser(user));
            yield return StoreStep.Of(new ReadApiKeys(user), m => m.ReadApiKeys(user));
        }

        yield return StoreStep.Of(new ReadUnfinishedTurns(1000), m => m.ReadUnfinishedTurns(), found => found.OrderBy(turn => turn.Turn.Id));
    }
}
