using System.Net;
using SamosaChaat.Shared.Domain;

namespace SamosaChaat.Tests.Features.Auth.DeleteAccount;

public abstract class DeleteAccountTests(string engine)
{
    [Fact]
    public async Task It_goes_with_all_that_belongs_to_it_and_others_keep_theirs()
    {
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model);
        using var other = await chat.Server.NewUserAsync();
        var kept = await UserData.OfAsync(other);
        var before = await kept.ReadAsync();
        // More than one page.
        for (var i = 0; i < 120; i++) await chat.User.CreateConversationAsync();
        var answered = await UserData.OfAsync(chat.User);
        var key = await chat.User.CreateKeyAsync("read");
        var id = Guid.NewGuid();
        model.Script = async reply =>
        {
            await reply.TokenAsync("one");
            await reply.HangAsync();
        };
        using var post = await chat.PostAsync(new { message = new { id, content = "Hello?" } });
        var turn = chat.Turn(id);

        using var wrong = await DeleteAsync(chat.User, "not the password");
        Assert.Equal(HttpStatusCode.Forbidden, wrong.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await chat.User.Http.FetchAsync($"/conversations/{answered.ConversationId}")).StatusCode);
        using var deleted = await DeleteAsync(chat.User, TestUser.Password);

        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        await turn.Stored.WaitAsync(chat.Ct);
        Assert.Equal(FinishReasons.Interrupted, turn.StopReason);
        using var http = chat.Server.Anonymous();
        Assert.Equal(HttpStatusCode.Unauthorized, await http.StatusOfAsync(chat.User.SignedIn));
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.FetchAsync("/auth/me", Bearer.Header(key.Text("key")))).StatusCode);
        Assert.Null(await http.RefreshAsync(chat.User.SignedIn));
        Assert.Equal(before, await kept.ReadAsync());
        // The address is free, and the new account has nothing.
        using var registered = await http.PostAsync("/auth/register", new { email = chat.User.Email, password = TestUser.Password });
        Assert.Equal(HttpStatusCode.Created, registered.StatusCode);
        using var list = await http.FetchAsync("/conversations", Bearer.Header(await registered.JsonAsync()));
        Assert.Equal("[]", await list.Content.ReadAsStringAsync(chat.Ct));
    }

    private static Task<HttpResponseMessage> DeleteAsync(TestUser user, string password) =>
        user.Http.RequestAsync(HttpMethod.Delete, "/auth/me", new { password });
}

public sealed class DeleteAccountOnSqlite() : DeleteAccountTests("sqlite");

public sealed class DeleteAccountOnLiteDb() : DeleteAccountTests("litedb");

public sealed class DeleteAccountOnPostgres() : DeleteAccountTests("postgres");
