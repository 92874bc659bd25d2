using System.Net;
using System.Security.Cryptography;
using SamosaChaat.Shared.Diagnostics;

namespace SamosaChaat.Tests.Storage;

/// <summary>A real disk is full, and has room again, while people use the server.</summary>
public abstract class FullDiskTests(string engine)
{
    /// <summary>In megabytes. LiteDB's log has 8 before it is folded.</summary>
    private const int Reserve = 12;

    /// <summary>The reserve of a database server's disk is its operator's.</summary>
    private bool HasReserve => engine != "postgres";

    [Fact]
    public async Task Writes_get_507_and_reading_signing_in_and_deleting_go_on()
    {
        await using var small = await SmallStore.MakeAsync(engine, Reserve);
        await using var server = new OwnServer(engine, small.Settings);
        using var user = await server.NewUserAsync();
        var kept = await UserData.OfAsync(user);
        var grows = (await user.CreateConversationAsync()).Id();
        var refresh = user.RefreshToken;
        // PostgreSQL has room then in the pages of the tables that this writes to.
        await SignInAndOutAsync(server, user.Email);
        await DeleteAsync(user, (await user.CreateConversationAsync()).Id());
        var rounds = HasReserve ? 2 : 1;
        for (var round = 0; round < rounds; round++)
        {
            var (doomed, trashed) = ((await user.CreateConversationAsync()).Id(), (await user.CreateConversationAsync()).Id());
            var before = await kept.ReadAsync();
            small.Disk.Fill();
            var last = await FillAsync(user, grows);

            using var turn = await user.Http.PostAsync($"/conversations/{kept.ConversationId}/messages", new { message = new { content = Noise(100_000) } });
            Assert.Equal(HttpStatusCode.InsufficientStorage, turn.StatusCode);
            Assert.Equal(before, await kept.ReadAsync());
            Assert.Equal(last, await InstructionsAsync(user, grows));
            await SignInAndOutAsync(server, user.Email);
            refresh = await RefreshAsync(user, refresh);
            await DeleteAsync(user, trashed);
            await DeleteAsync(user, doomed, "?permanently=true");
            using var emptied = await user.Http.RemoveAsync("/trash");
            Assert.Equal(HttpStatusCode.NoContent, emptied.StatusCode);
            if (HasReserve) await IsReadyAsync(server, HttpStatusCode.ServiceUnavailable);

            small.Disk.Free();
            await user.SendAndWaitAsync(grows, "Is there room?");
            Assert.Equal(last, await InstructionsAsync(user, grows));
            await IsReadyAsync(server, HttpStatusCode.OK);
        }

        Assert.Equal(rounds, server.Log.Entries.Count(entry => entry.Event.Id == EventIds.DiskFull));
        Assert.Equal(HasReserve ? rounds : 0, server.Log.Entries.Count(entry => entry.Event.Id == EventIds.DiskHasRoom));
        Assert.DoesNotContain(server.Log.Entries, entry => entry.Event.Id is EventIds.UnhandledException or EventIds.StoreUnavailable);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_turn_that_runs_ends_with_its_answer_now_or_when_there_is_room(bool hasReserve)
    {
        Assert.SkipUnless(HasReserve, "The disk is the database server's.");
        await using var small = await SmallStore.MakeAsync(engine, hasReserve ? Reserve : 0);
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model, [.. small.Settings, ("Streaming:CheckpointInterval", "01:00:00")]);
        var grows = (await chat.User.CreateConversationAsync()).Id();
        var (full, answer) = (new TaskCompletionSource(), Noise(300_000));
        model.Script = async reply =>
        {
            await full.Task.WaitAsync(reply.Gone);
            await reply.TokenAsync(answer);
            await reply.EndAsync();
        };
        var asking = chat.PostAsync("Hello?");
        await chat.Log.SeeAsync(EventIds.PromptSent, chat.Ct);
        small.Disk.Fill();
        await FillAsync(chat.User, grows);

        full.SetResult();
        if (!hasReserve) await chat.Log.SeeAsync(EventIds.TurnWaits, chat.Ct);
        if (!hasReserve) small.Disk.Free();

        using var post = await asking;
        var events = Events.Of(await post.Content.ReadAsStringAsync(chat.Ct));
        Assert.Equal("stop", events[^1].FinishReason);
        Assert.Equal(answer, (await chat.MessagesAsync())[^1].Text("content"));
    }

    /// <summary>Writes until that is refused, and returns what was acknowledged last.</summary>
    private static async Task<string> FillAsync(TestUser user, Guid conversation)
    {
        for (var last = ""; ;)
        {
            var next = Noise(20_000);
            using var response = await user.Http.PutAsync($"/conversations/{conversation}/instructions", new { content = next });
            if (response.StatusCode == HttpStatusCode.NoContent) last = next;
            else if (response.StatusCode == HttpStatusCode.InsufficientStorage) return last;
            else Assert.Fail($"The answer is {response.StatusCode}.");
        }
    }

    private static async Task DeleteAsync(TestUser user, Guid id, string query = "")
    {
        using var removed = await user.Http.RemoveAsync($"/conversations/{id}{query}");
        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        using var gone = await user.Http.FetchAsync($"/conversations/{id}");
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    private static async Task<string> InstructionsAsync(TestUser user, Guid conversation)
    {
        using var response = await user.Http.FetchAsync($"/conversations/{conversation}/instructions");
        return response.StatusCode == HttpStatusCode.NotFound ? "" : (await response.JsonAsync()).Text("content");
    }

    private static async Task SignInAndOutAsync(OwnServer server, string email)
    {
        using var again = await TestUser.SignInAsync(server.Anonymous(), email, TestUser.Password);
        using var signedOut = await again.Http.PostAsync("/auth/logout", body: null);
        Assert.Equal(HttpStatusCode.NoContent, signedOut.StatusCode);
    }

    private static async Task<string> RefreshAsync(TestUser user, string refresh)
    {
        using var response = await user.Http.PostAsync("/auth/token/refresh", new { refresh_token = refresh });
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await response.JsonAsync()).Text("refresh_token");
    }

    private static async Task IsReadyAsync(OwnServer server, HttpStatusCode status)
    {
        using var http = server.Anonymous();
        using var response = await http.FetchAsync("/health");
        Assert.Equal(status, response.StatusCode);
    }

    // A text that does not get shorter when it is compressed.
    private static string Noise(int length) => RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_", length);
}

public sealed class FullDiskOnSqlite() : FullDiskTests("sqlite");

public sealed class FullDiskOnLiteDb() : FullDiskTests("litedb");

public sealed class FullDiskOnPostgres() : FullDiskTests("postgres");
