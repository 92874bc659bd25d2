using SamosaChaat.Features.Auth.RefreshTokens;
using SamosaChaat.Features.Auth.Register;
using SamosaChaat.Features.Conversations;
using SamosaChaat.Features.Conversations.CreateConversation;
using SamosaChaat.Features.Conversations.DeleteConversation;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Identity.Accounts;
using SamosaChaat.Shared.Turns.Operations;
using SamosaChaat.Shared.Turns.Removal;

namespace SamosaChaat.Tests.Storage.Postgres;

/// <summary>Two nodes on one database do the same at once. Every result is one that a single node could give, and none is an exception.</summary>
public sealed class RacesTests : IDisposable
{
    private const int Rounds = 300;

    // Many rounds run at once, so that the batches of the nodes hold commands that can wait for each other.
    private const int AtOnce = 25;

    private readonly string folder = Directory.CreateTempSubdirectory("samosachaat-test-").FullName;
    private readonly PostgresNode[] nodes;

    public RacesTests()
    {
        var connection = PostgresProcess.ConnectionString(folder);
        nodes = [new(connection), new(connection)];
    }

    [Fact]
    public Task One_token_has_one_successor() => RaceAsync(async () =>
    {
        var (user, session) = await RegisterAsync();
        var now = Some.Time.AddMinutes(1);

        var rotated = await OnBoth(_ => new RotateSession(session.Id, session.RefreshHash, [1], [[7, 7]], now, now.AddDays(30)));

        Assert.Equal([new(user, false), new(user, false)], rotated);
        Assert.Equal(new Rotated(user, false), await nodes[0].WriteAsync(new RotateSession(session.Id, [7, 7], [1], [[8, 8]], now, now.AddDays(30))));
    });

    [Fact]
    public Task One_email_has_one_account() => RaceAsync(async () =>
    {
        var email = $"{Guid.NewGuid():N}@example.com";

        var added = await OnBoth(_ =>
        {
            var user = Some.User() with { Email = email };
            return new AddUser(user, Some.Session(user));
        });

        Assert.Equal([false, true], added.Order());
    });

    [Fact]
    public Task A_turn_begins_before_its_conversation_is_deleted_or_not_at_all() => RaceAsync(async () =>
    {
        var (user, _) = await RegisterAsync();
        var conversation = await ConverseAsync(user);

        var start = nodes[0].WriteAsync(Some.Begin(user, conversation, Guid.CreateVersion7()));
        var delete = nodes[1].WriteAsync(new RemoveConversation(user.Id, conversation.Id));

        Assert.Contains((await start).Status, new[] { StartTurnStatus.Started, StartTurnStatus.NotFound });
        Assert.Equal(EditStatus.Done, await delete);
        Assert.Null(await nodes[0].ReadAsync(new FindConversation(user.Id, conversation.Id)));
    });

    [Fact]
    public Task A_conversation_is_added_before_its_account_is_removed_or_not_at_all() => RaceAsync(async () =>
    {
        var (user, _) = await RegisterAsync();
        await nodes[0].WriteAsync(new EndSessionsOf(user.Id));

        var add = nodes[0].WriteAsync(new AddConversation(Some.Conversation(user)));
        var remove = nodes[1].WriteAsync(new RemoveUser(user.Id));

        Assert.Equal((await add).Status == AddStatus.Done ? UserRemoval.HasData : UserRemoval.Removed, await remove);
    });

    [Fact]
    public Task One_of_eight_turns_begins_in_a_conversation() => RaceAsync(async () =>
    {
        var (user, _) = await RegisterAsync();
        var conversation = await ConverseAsync(user);

        var started = await OnBoth(_ => Some.Begin(user, conversation, Guid.CreateVersion7()), times: 4);

        Assert.Single(started, one => one.Status == StartTurnStatus.Started);
        Assert.Equal(7, started.Count(one => one.Status == StartTurnStatus.ConversationBusy));
    });

    [Fact]
    public Task One_message_begins_one_turn() => RaceAsync(async () =>
    {
        var (user, _) = await RegisterAsync();
        var conversation = await ConverseAsync(user);
        var message = Guid.CreateVersion7();

        var started = await OnBoth(_ => Some.Begin(user, conversation, message));

        Assert.Equal([StartTurnStatus.Started, StartTurnStatus.AlreadyRunning], started.Select(one => one.Status).Order());
    });

    [Fact]
    public Task One_message_is_in_one_conversation() => RaceAsync(async () =>
    {
        var (user, _) = await RegisterAsync();
        Conversation[] conversations = [await ConverseAsync(user), await ConverseAsync(user)];
        var message = Guid.CreateVersion7();

        var started = await OnBoth(node => Some.Begin(user, conversations[node], message));

        Assert.Equal(
            new[] { StartTurnStatus.Started, StartTurnStatus.IdConflict }.Order(), started.Select(one => one.Status).Order());
    });

    public void Dispose()
    {
        foreach (var node in nodes) node.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task RaceAsync(Func<Task> round)
    {
        for (var i = 0; i < Rounds; i += AtOnce) await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => round()));
    }

    private async Task<T[]> OnBoth<T>(Func<int, Shared.Storage.Command<T>> command, int times = 1) => await Task.WhenAll(
        Enumerable.Range(0, 2 * times).Select(i => nodes[i % 2].WriteAsync(command(i % 2))));

    private async Task<(User User, Session Session)> RegisterAsync()
    {
        var user = Some.User();
        var session = Some.Session(user);
        Assert.True(await nodes[0].WriteAsync(new AddUser(user, session)));
        return (user, session);
    }

    private async Task<Conversation> ConverseAsync(User user)
    {
        var conversation = Some.Conversation(user);
        await nodes[1].WriteAsync(new AddConversation(conversation));
        return conversation;
    }
}
