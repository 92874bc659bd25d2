using System.Text;
using SamosaChaat.Features.Auth.Register;
using SamosaChaat.Features.Conversations.CreateConversation;
using SamosaChaat.Features.Conversations.DeleteConversation;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Erasure;
using SamosaChaat.Shared.Identity.Accounts;
using SamosaChaat.Shared.Turns.Removal;
using SamosaChaat.Tests.Storage;

namespace SamosaChaat.Tests.Erasure;

/// <summary>A user who writes the same text again and again into a store.</summary>
internal sealed class Talker(User user)
{
    private readonly Dictionary<int, Task<Conversation>> conversations = [];
    private int turns;

    public string Marker { get; } = MarkedUser.NewMarker();

    public bool HasTalked => turns > 0;

    public static async Task<Talker> JoinAsync(TempStore store)
    {
        var user = Some.User();
        await store.WriteAsync(new AddUser(user, Some.Session(user)));
        return new(user);
    }

    /// <summary>Adds a turn to one of the user's conversations.</summary>
    public async Task TalkAsync(TempStore store, int which, int length)
    {
        turns++;
        if (!conversations.TryGetValue(which, out var added)) conversations.Add(which, added = AddAsync(store));
        var (conversation, id) = (await added, Guid.CreateVersion7());
        // Another turn of the conversation may run.
        if ((await store.WriteAsync(Some.Begin(user, conversation, id, Text(length)))).Question is not { } question) return;
        await store.WriteAsync(Some.Finish(question, Some.Answer(conversation.Id, question.Sequence + 1, Text(length / 2))));
    }

    public async Task LeaveAsync(TempStore store)
    {
        foreach (var added in conversations.Values)
        {
            await store.WriteAsync(new RemoveOwnConversation(user.Id, (await added).Id));
        }

        await store.WriteAsync(new EndSessionsOf(user.Id));
        Assert.Equal(UserRemoval.Removed, await store.WriteAsync(new RemoveUser(user.Id)));
    }

    /// <summary>Deletes the conversations for ever, as far as a kill leaves it.</summary>
    public async Task HideAsync(TempStore store)
    {
        foreach (var added in conversations.Values)
        {
            var id = (await added).Id;
            await store.WriteAsync(new RemoveConversation(user.Id, id, portion: 1));
            Assert.True(await store.ReadAsync(new IsHidden(user.Id, id)));
        }
    }

    private async Task<Conversation> AddAsync(TempStore store)
    {
        var conversation = Some.Conversation(user, Marker);
        await store.WriteAsync(new AddConversation(conversation));
        return conversation;
    }

    private string Text(int length)
    {
        var text = new StringBuilder(Marker);
        while (text.Length < length) text.Append(' ').Append(Guid.NewGuid().ToString("N")).Append(' ').Append(Marker);
        return text.ToString();
    }
}
