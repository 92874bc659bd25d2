using System.Security.Cryptography;
using SamosaChaat.Bench.Seeding;
using SamosaChaat.Features.Conversations.CreateConversation;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Turns.Removal;

namespace SamosaChaat.Bench.Kills;

/// <summary>A text that nobody else has, in a conversation that is deleted for ever. Its bytes may still be in the store's files.</summary>
internal sealed class DeletedText
{
    /// <summary>An index of words has the first letters only once for several words.</summary>
    private const int First = 8;

    private readonly string word = RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz", 24);

    /// <summary>The part of the text to look for.</summary>
    public string Marker => word[First..];

    /// <summary>Writes the conversation into a seeded store, and deletes it.</summary>
    public async Task LeaveInAsync(IStore store)
    {
        var (talk, now) = (new Talk(SeededStore.User.Id, Guid.CreateVersion7()), TimeProvider.System.Now());
        await store.WriteAsync(new AddConversation(new(talk.ConversationId, talk.UserId, word, "demo", now, now)), default);
        // Noise, which no engine makes shorter.
        var text = string.Join(' ', Enumerable.Range(0, 200).Select(_ => $"{word} {Guid.NewGuid():N}"));
        await History.WriteTurnAsync(store, talk, word, text, now, default);
        await History.WriteTurnAsync(store, talk, text, word, now, default);
        if (!await store.WriteAsync(new RemoveOwnConversation(talk.UserId, talk.ConversationId), default)) throw new InvalidOperationException("It was not deleted.");
    }
}
