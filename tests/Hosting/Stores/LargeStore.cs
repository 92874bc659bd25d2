using System.Security.Cryptography;
using SamosaChaat.Features.Auth.Register;
using SamosaChaat.Features.Conversations.CreateConversation;
using SamosaChaat.Features.Conversations.SetInstructions;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Tests.Storage;

namespace SamosaChaat.Tests.Hosting.Stores;

/// <summary>A user with some megabytes that do not get shorter when they are compressed.</summary>
internal static class LargeStore
{
    private const int Size = 19_000;

    /// <summary>Adds conversations with long instructions, and returns their user.</summary>
    public static async Task<User> FillAsync(IStore store, int conversations)
    {
        var user = Some.User();
        Assert.True(await store.WriteAsync(new AddUser(user, Some.Session(user)), default));
        for (var i = 0; i < conversations; i++)
        {
            var conversation = Some.Conversation(user);
            await store.WriteAsync(new AddConversation(conversation), default);
            Assert.True(await store.WriteAsync(new StoreInstructions(user.Id, conversation.Id, new(RandomNumberGenerator.GetHexString(Size), 3)), default));
        }

        return user;
    }
}
