using System.Globalization;
using SamosaChaat.Features.Auth.Register;
using SamosaChaat.Features.Conversations.CreateConversation;
using SamosaChaat.Shared.Domain;

namespace SamosaChaat.Bench.Hosting;

/// <summary>Somebody who is signed in, and a conversation of theirs.</summary>
/// <param name="Token">An access token that outlasts the run.</param>
/// <param name="Model">The conversation's.</param>
internal sealed record Account(string Token, Guid UserId, Guid ConversationId, string Model)
{
    /// <summary>Puts accounts into a folder before its server starts: to register each would take longer than what is measured.</summary>
    /// <param name="model">Of their conversations. Each model has accounts of its own.</param>
    public static async Task<Account[]> SeedAsync(ServerSetup setup, int count, string model = "the-model")
    {
        using var folder = new OpenFolder(setup.Folder, setup.Engine, setup.ConnectionString);
        return await Task.WhenAll(Enumerable.Range(0, count).Select(number => AddAsync(folder, number, model)));
    }

    public static Task SaveAsync(string file, IEnumerable<Account> accounts) =>
        File.WriteAllLinesAsync(file, accounts.Select(account => $"{account.Token} {account.UserId} {account.ConversationId} {account.Model}"));

    public static Account[] Load(string file) =>
    [
        .. File.ReadLines(file).Select(line => line.Split(' ')).Select(fields => new Account(fields[0], Guid.Parse(fields[1]), Guid.Parse(fields[2]), fields[3])),
    ];

    private static async Task<Account> AddAsync(OpenFolder folder, int number, string model)
    {
        var (clock, now) = (TimeProvider.System, TimeProvider.System.Now());
        // Nobody signs in with a password: it is only as long as a hash is.
        var user = new User(clock.NewId(), string.Create(CultureInfo.InvariantCulture, $"user{number}@{model}.example"), null, new('x', 84), now);
        var session = new Session(clock.NewId(), user.Id, new byte[32], now, now.AddYears(1));
        var conversation = new Conversation(clock.NewId(), user.Id, "How to fold samosas", model, now, now);
        await folder.Store.WriteAsync(new AddUser(user, session), default);
        await folder.Store.WriteAsync(new AddConversation(conversation), default);
        return new(folder.Tokens.Issue(user.Id, session.Id), user.Id, conversation.Id, model);
    }
}
