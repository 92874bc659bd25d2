using System.Net;

namespace SamosaChaat.Tests.Identity;

/// <summary>An open stream ends with the session or the key that opened it. The turn goes on, and so do its other readers.</summary>
public abstract class EndedStreamsTests(string engine)
{
    private readonly TaskCompletionSource goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Theory]
    [InlineData("session")]
    [InlineData("sessions")]
    [InlineData("password")]
    [InlineData("logout")]
    [InlineData("key")]
    public async Task A_reader_is_cut_off_and_the_others_read_to_the_end(string ending)
    {
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model);
        model.Script = async reply =>
        {
            await reply.TokenAsync("one");
            await goOn.Task;
            await reply.EndAsync();
        };
        using var http = chat.Server.Anonymous();
        var second = await http.LoginAsync(chat.User.Email);
        var key = await chat.User.CreateKeyAsync("read");
        var id = Guid.NewGuid();
        using var first = await chat.PostAsync(new { message = new { id, content = "Hello?" } });
        var token = ending == "key" ? key.Text("key") : second.Text("access_token");
        await using var reader = await OpenAsync(http, chat, id, token);
        using var ticketed = await http.GetAsync(chat.StreamOf(id, $"?ticket={await TicketAsync(http, chat, id, second)}"), HttpCompletionOption.ResponseHeadersRead, chat.Ct);
        await using var byTicket = await ticketed.Content.ReadAsStreamAsync(chat.Ct);
        await byTicket.ReadUntilAsync(text => text.Contains("one", StringComparison.Ordinal), chat.Ct);
        using var json = new HttpRequestMessage(HttpMethod.Post, $"/conversations/{chat.Id}/messages");
        json.Content = System.Net.Http.Json.JsonContent.Create(new { message = new { id, content = "Hello?" }, stream = false });
        json.Headers.TryAddWithoutValidation("Authorization", Bearer.Header(second).Value);
        var waiting = http.SendAsync(json, chat.Ct);

        await EndAsync(chat, http, ending, second, key.Id());

        await IsCutOffAsync(reader, chat.Ct);
        if (ending != "key")
        {
            await IsCutOffAsync(byTicket, chat.Ct);
            Assert.Equal(HttpStatusCode.Unauthorized, await RefusalAsync(waiting) ?? HttpStatusCode.Unauthorized);
        }

        goOn.SetResult();
        if (ending == "sessions") return;
        Assert.True(Events.Of(await first.Content.ReadAsStringAsync(chat.Ct))[^1].IsDone);
        using var again = await http.FetchAsync(chat.StreamOf(id).ToString(), Bearer.Header(token));
        Assert.Equal(HttpStatusCode.Unauthorized, again.StatusCode);
        if (ending == "key") (await waiting).Dispose();
    }

    private static async Task EndAsync(Chat chat, HttpClient http, string ending, System.Text.Json.JsonElement second, Guid key)
    {
        using var answer = ending switch
        {
            "session" => await chat.User.Http.RemoveAsync($"/auth/sessions/{await OtherSessionAsync(chat)}"),
            "sessions" => await chat.User.Http.RemoveAsync("/auth/sessions"),
            "password" => await chat.User.Http.PostAsync("/auth/password", new { current_password = TestUser.Password, new_password = "another long and secret one" }),
            "key" => await chat.User.Http.RemoveAsync($"/auth/keys/{key}"),
            _ => await http.RequestAsync(HttpMethod.Post, "/auth/logout", null, Bearer.Header(second)),
        };
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    private static async Task<Guid> OtherSessionAsync(Chat chat) =>
        (await chat.User.GetAsync("/auth/sessions")).EnumerateArray().Single(session => !session.GetProperty("current").GetBoolean()).Id();

    private static async Task<string> TicketAsync(HttpClient http, Chat chat, Guid id, System.Text.Json.JsonElement signedIn)
    {
        using var answer = await http.RequestAsync(HttpMethod.Post, $"{chat.StreamOf(id)}/ticket", null, Bearer.Header(signedIn));
        return (await answer.JsonAsync()).Text("ticket");
    }

    /// <summary>Returns null if the connection was closed. The request may also have reached the server after the session's end.</summary>
    private static async Task<HttpStatusCode?> RefusalAsync(Task<HttpResponseMessage> waiting)
    {
        try
        {
            using var response = await waiting;
            return response.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private static async Task<Stream> OpenAsync(HttpClient http, Chat chat, Guid id, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, chat.StreamOf(id));
        request.Headers.TryAddWithoutValidation("Authorization", Bearer.Header(token).Value);
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, chat.Ct);
        var stream = await response.Content.ReadAsStreamAsync(chat.Ct);
        await stream.ReadUntilAsync(text => text.Contains("one", StringComparison.Ordinal), chat.Ct);
        return stream;
    }

    /// <summary>The turn still runs, so only the end of the session ends the stream.</summary>
    private static Task<IOException> IsCutOffAsync(Stream stream, CancellationToken ct) =>
        Assert.ThrowsAnyAsync<IOException>(() => stream.ReadUntilAsync(text => text.Contains("done", StringComparison.Ordinal), ct));
}

public sealed class EndedStreamsOnSqlite() : EndedStreamsTests("sqlite");

public sealed class EndedStreamsOnLiteDb() : EndedStreamsTests("litedb");

public sealed class EndedStreamsOnPostgres() : EndedStreamsTests("postgres");
