using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Identity;
using SamosaChaat.Bench.Hosting;
using SamosaChaat.Features.Auth;
using SamosaChaat.Features.Auth.CreateApiKey;
using SamosaChaat.Features.Auth.Register;
using SamosaChaat.Features.Conversations.CreateConversation;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Identity.Accounts;
using SamosaChaat.Shared.Identity.ApiKeys;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Bench.Fuzz.World;

/// <summary>The accounts of a run, written before the server starts: to register them would take longer than the run.</summary>
/// <param name="Bad">Tokens that were never good, or no longer are.</param>
/// <param name="Spare">Those who come when others have gone.</param>
internal sealed record SeededAccounts(Actor Victim, Actor Bait, IReadOnlyList<string> Bad, ConcurrentQueue<Actor> Spare)
{
    /// <summary>That of all but the victim and the bait.</summary>
    public const string Password = "crisp samosa 1";

    // A key outlasts the sessions of its user, so few are needed.
    private static readonly Rights[] Mix =
        [Rights.User, Rights.Admin, Rights.User, Rights.Admin, Rights.User, Rights.ReadKey, Rights.User, Rights.ChatKey, Rights.User, Rights.Admin];

    public static async Task<SeededAccounts> SeedAsync(ServerSetup setup, int spare)
    {
        using var folder = new OpenFolder(setup.Folder, setup.Engine, setup.ConnectionString);
        var hash = new PasswordHasher<User>().Hash(Password);
        var unknown = new PasswordHasher<User>().Hash(Guid.NewGuid().ToString());
        var victim = await AddAsync(folder, Victims.Email("victim"), unknown, Rights.User);
        var bait = await AddAsync(folder, Victims.Email("bait"), unknown, Rights.User);
        var all = await Task.WhenAll(Enumerable.Range(0, spare).Select(number => AddAsync(
            folder, string.Create(CultureInfo.InvariantCulture, $"user{number}@fuzz.example"), hash, Mix[number % Mix.Length])));
        return new(victim, bait, await BadAsync(folder, hash), new(all));
    }

    private static async Task<Actor> AddAsync(OpenFolder folder, string email, string hash, Rights rights)
    {
        var (clock, now) = (TimeProvider.System, TimeProvider.System.Now());
        var user = new User(clock.NewId(), email, "Somebody", hash, now, rights == Rights.Admin ? UserRoles.Admin : UserRoles.User);
        var session = new Session(clock.NewId(), user.Id, new byte[32], now, now.AddYears(1));
        var conversation = new Conversation(clock.NewId(), user.Id, "How to fold samosas", "demo", now, now);
        await folder.Store.WriteAsync(new AddUser(user, session), default);
        await folder.Store.WriteAsync(new AddConversation(conversation), default);
        var token = rights is Rights.ReadKey or Rights.ChatKey
            ? await AddKeyAsync(folder, user, rights == Rights.ReadKey ? ApiKeyScopes.Read : ApiKeyScopes.Chat, now.AddYears(1))
            : folder.Tokens.Issue(user.Id, session.Id);
        var actor = new Actor(user.Id, token, rights);
        actor.Ids.Add("conversationId", new Dictionary<string, string> { ["conversationId"] = conversation.Id.ToString() });
        actor.Ids.Add("sessionId", new Dictionary<string, string> { ["sessionId"] = session.Id.ToString() });
        actor.Ids.Add("userId", new Dictionary<string, string> { ["userId"] = user.Id.ToString() });
        return actor;
    }

    private static async Task<string> AddKeyAsync(OpenFolder folder, User user, string scope, DateTime expires)
    {
        var text = ApiKeyText.New(TimeProvider.System.NewId());
        await folder.Store.WriteAsync(new AddApiKey(new(text.KeyId, user.Id, "a script", text.Hash(), scope, user.CreatedAt, expires)), default);
        return text.Text;
    }

    private static async Task<IReadOnlyList<string>> BadAsync(OpenFolder folder, string hash)
    {
        var now = TimeProvider.System.Now();
        var disabled = await AddAsync(folder, "disabled@fuzz.example", hash, Rights.User);
        var disabledKey = await AddAsync(folder, "disabled-key@fuzz.example", hash, Rights.ChatKey);
        var ended = await AddAsync(folder, "ended@fuzz.example", hash, Rights.User);
        foreach (var actor in new[] { disabled, disabledKey }) await folder.Store.WriteAsync(new ChangeUser(actor.UserId, null, disabled: true, now), default);
        await folder.Store.WriteAsync(new EndSessionsOf(ended.UserId), default);
        var alive = await AddAsync(folder, "alive@fuzz.example", hash, Rights.User);
        var parts = alive.Token.Split('.');
        return
        [
            disabled.Token, disabledKey.Token, ended.Token,
            folder.ExpiredTokens.Issue(alive.UserId, Guid.NewGuid()), folder.Tokens.Issue(Guid.NewGuid(), Guid.NewGuid()),
            $"{parts[0]}.{parts[1]}.{new string('A', parts[2].Length)}", $"{parts[0]}.{ended.Token.Split('.')[1]}.{parts[2]}",
            // {"alg":"none"}
            $"eyJhbGciOiJub25lIn0.{parts[1]}.", parts[0], alive.Token[..^1],
            ApiKeyText.New(Guid.NewGuid()).Text, ApiKeyText.Prefix, "garbage", "", "a.b.c", "....", new string('x', 5_000), "\u00e4\u0000",
        ];
    }
}
