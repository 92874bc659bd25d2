using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SamosaChaat.Shared.Cluster;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Tests.Identity;

public sealed class TokenCacheTests : IDisposable
{
    private readonly string path = Directory.CreateTempSubdirectory("samosachaat-test-").FullName;
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly CountingStore store = new();
    private readonly AuthOptions options = new();
    private readonly NodeLease lease = new();
    private readonly Revocations revocations = new();
    private readonly DataFolder folder;
    private readonly SigningKeys keys;
    private readonly AccessTokens tokens;
    private readonly TokenCache cache;

    public TokenCacheTests()
    {
        folder = new DataFolder(Options.Create(new StorageOptions { Path = path }));
        keys = KeyOpening.InFolder(folder);
        tokens = new AccessTokens(keys, Options.Create(options), clock);
        cache = new TokenCache(tokens, store, lease, revocations, clock);
    }

    [Fact]
    public async Task A_token_is_looked_up_once_and_then_known()
    {
        var (userId, sessionId) = (Guid.NewGuid(), Guid.NewGuid());
        var token = tokens.Issue(userId, sessionId);

        var first = await FindAsync(token);
        var reads = store.Reads;
        var second = await FindAsync(token);

        Assert.NotNull(first);
        Assert.True(reads > 0);
        Assert.Equal(reads, store.Reads);
        Assert.Same(first, second);
        Assert.Equal((userId, sessionId), (first.UserId, first.SessionId));
        Assert.Equal(clock.GetUtcNow().UtcDateTime + options.AccessTokenLifetime, first.ExpiresAt);
    }

    [Fact]
    public async Task A_known_token_ends_with_its_lifetime_to_the_second()
    {
        var token = tokens.Issue(Guid.NewGuid(), Guid.NewGuid());
        Assert.NotNull(await FindAsync(token));

        clock.Advance(options.AccessTokenLifetime - TimeSpan.FromSeconds(1));
        Assert.NotNull(await FindAsync(token));
        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(await FindAsync(token));
        Assert.Null(await FindAsync(token));
    }

    [Fact]
    public async Task A_known_token_ends_with_its_session_if_that_is_sooner_and_lives_on_if_the_session_does()
    {
        var token = tokens.Issue(Guid.NewGuid(), Guid.NewGuid());
        store.SessionsEnd = clock.GetUtcNow().UtcDateTime.AddMinutes(1);
        Assert.NotNull(await FindAsync(token));

        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(await FindAsync(token));

        store.SessionsEnd = clock.GetUtcNow().UtcDateTime.AddMicroseconds(1);
        Assert.NotNull(await FindAsync(token));
    }

    [Fact]
    public async Task Forgetting_a_session_ends_all_its_tokens_and_no_others()
    {
        var session = Guid.NewGuid();
        string[] ended = [tokens.Issue(Guid.NewGuid(), session), tokens.Issue(Guid.NewGuid(), session)];
        var other = tokens.Issue(Guid.NewGuid(), Guid.NewGuid());
        foreach (var token in ended.Append(other)) Assert.NotNull(await FindAsync(token));

        store.SessionsEnd = null;
        revocations.EndSession(session);

        foreach (var token in ended) Assert.Null(await FindAsync(token));
        Assert.NotNull(await FindAsync(other));
    }

    [Fact]
    public async Task A_session_that_ends_while_its_token_is_looked_up_leaves_nothing_behind()
    {
        var session = Guid.NewGuid();
        var token = tokens.Issue(Guid.NewGuid(), session);
        // The store still said yes; by the time that the answer is there, somebody has logged out.
        store.During = () =>
        {
            store.SessionsEnd = null;
            revocations.EndSession(session);
        };

        Assert.Null(await FindAsync(token));
        Assert.Null(await FindAsync(token));
    }

    [Fact]
    public async Task What_is_not_good_is_not_kept()
    {
        var token = tokens.Issue(Guid.NewGuid(), Guid.NewGuid());
        store.SessionsEnd = null;
        Assert.Null(await FindAsync(token));

        store.SessionsEnd = DateTime.MaxValue;

        Assert.NotNull(await FindAsync(token));
    }

    [Fact]
    public async Task When_it_is_full_the_expired_make_room_and_if_none_are_all_do()
    {
        for (var i = 1; i < TokenCache.Capacity; i++) Assert.NotNull(await FindAsync(NewToken()));
        clock.Advance(options.AccessTokenLifetime);
        var last = NewToken();
        Assert.NotNull(await FindAsync(last));

        // Full: the next one drops the expired, and with them not the one that is good.
        Assert.NotNull(await FindAsync(NewToken()));
        Assert.True(await IsKnownAsync(last));

        // Full again, of good ones: the next one begins anew.
        for (var i = 2; i < TokenCache.Capacity; i++) Assert.NotNull(await FindAsync(NewToken()));
        Assert.True(await IsKnownAsync(last));
        Assert.NotNull(await FindAsync(NewToken()));
        Assert.False(await IsKnownAsync(last));
    }

    public void Dispose()
    {
        keys.Dispose();
        folder.Dispose();
        Directory.Delete(path, recursive: true);
    }

    private string NewToken() => tokens.Issue(Guid.NewGuid(), Guid.NewGuid());

    private ValueTask<SignedInUser?> FindAsync(string token) => cache.FindAsync(token.AsMemory(), TestContext.Current.CancellationToken);

    private async Task<bool> IsKnownAsync(string token)
    {
        var reads = store.Reads;
        Assert.NotNull(await FindAsync(token));
        return store.Reads == reads;
    }
}
