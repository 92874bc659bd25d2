using SamosaChaat.Bench.Hosting;
using SamosaChaat.Bench.Seeding;
using SamosaChaat.Features.Auth.Register;
using SamosaChaat.Features.Conversations.CreateConversation;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Bench.Kills;

/// <summary>Fills a store with conversations of one user.</summary>
internal static class SeededStore
{
    public const string Email = "asha@example.com";

    private const int MessagesPerConversation = 40;

    private static readonly DateTime Time = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    /// <summary>The user, the same in each store, so that what one store exports is the same as what another one exports.</summary>
    public static readonly User User = new(new("01950000-0000-7000-8000-000000000001"), Email, "Asha", new('x', 84), Time);

    public static readonly Session Session =
        new(new("01950000-0000-7000-8000-000000000002"), User.Id, new byte[32], Time, Time.AddYears(10));

    /// <summary>Returns the number of conversations that have so many messages.</summary>
    public static int Conversations(int messages) => Math.Max(1, messages / MessagesPerConversation);

    /// <summary>Fills a new store.</summary>
    public static async Task FillAsync(IStore store, int messages)
    {
        await AddUserAsync(store);
        var talks = Enumerable.Range(0, Conversations(messages)).Select(_ => new Talk(User.Id, Guid.CreateVersion7())).ToArray();
        foreach (var talk in talks) await store.WriteAsync(new AddConversation(new(talk.ConversationId, User.Id, "Samosas", "demo", Time, Time)), default);
        await History.WriteAsync(store, talks, MessagesPerConversation / 2);
    }

    public static async Task AddUserAsync(IStore store) => await store.WriteAsync(new AddUser(User, Session), default);

    /// <summary>Returns a token of the user for a server of this folder.</summary>
    public static string TokenOf(OpenFolder folder) => folder.Tokens.Issue(User.Id, Session.Id);
}
