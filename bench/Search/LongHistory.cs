using SamosaChaat.Features.Auth.Register;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Bench.Search;

/// <summary>Gives one person conversations of 50 messages each.</summary>
internal static class LongHistory
{
    public const string Email = "user@example.com";
    private const int AtOnce = 64;

    /// <summary>Adds the person, who has nothing yet.</summary>
    public static async Task<Guid> AddPersonAsync(IStore store, DateTime time)
    {
        // Nobody signs in with a password: it is only as long as a hash is.
        var user = new User(Guid.CreateVersion7(time), Email, null, new string('x', 84), time);
        await store.WriteAsync(new AddUser(user, new(Guid.CreateVersion7(time), user.Id, new byte[32], time, time.AddYears(10))), default);
        return user.Id;
    }

    /// <summary>Adds the person with all messages, a second after each other and up to now.</summary>
    public static async Task<Guid> WriteAsync(IStore store, int messages)
    {
        var time = TimeProvider.System.Now().AddSeconds(-messages);
        var user = await AddPersonAsync(store, time);
        var texts = new Texts(user);
        foreach (var some in Enumerable.Range(0, messages / Texts.PerConversation).Chunk(AtOnce))
        {
            await Task.WhenAll(some.Select(i => store.WriteAsync(texts.Next(time.AddSeconds(i * Texts.PerConversation)), default).AsTask()));
        }

        return user;
    }
}
