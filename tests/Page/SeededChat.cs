using Bogus;
using Microsoft.Extensions.DependencyInjection;
using SamosaChaat.Shared.Demo;
using SamosaChaat.Shared.Inference;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Tests.Page;

/// <summary>Conversations whose turns ended as a test wants, written into the store of a server.</summary>
internal static class SeededChat
{
    /// <summary>Gives the conversation's id.</summary>
    public static async Task<Guid> AddAsync(Server server, TestUser user, params SeedLine[] lines)
    {
        var seeded = new SeedConversation(new Randomizer(1), new TokenCounter()).Create(user.Id, new("Seeded", lines), DateTime.UtcNow.AddDays(-1));
        Assert.True(await server.Services.GetRequiredService<IStore>().WriteAsync(new AddSeededConversation(seeded), TestContext.Current.CancellationToken));
        return seeded.Conversation.Id;
    }
}
