using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SamosaChaat.Shared.Turns;

namespace SamosaChaat.Tests.Hosting.Chats;

/// <summary>A server of the test's own, the model's server behind it, and somebody with a conversation.</summary>
public sealed class Chat : IAsyncDisposable
{
    public const string ModelTag = "a-model";

    private readonly CancellationTokenSource patience = new(Patience.Limit);

    private Chat(OwnServer server, TestUser user, JsonElement conversation)
    {
        Server = server;
        User = user;
        Conversation = conversation;
        Log = LogWatch.On(server);
    }

    public OwnServer Server { get; }

    public TestUser User { get; }

    /// <summary>As it was answered when it was new.</summary>
    public JsonElement Conversation { get; }

    public Guid Id => Conversation.Id();

    public LogWatch Log { get; }

    /// <summary>Ends a test that waits in vain.</summary>
    public CancellationToken Ct => patience.Token;

    public static Task<Chat> StartAsync(string engine, ModelServer model, params (string Key, string Value)[] settings) =>
        StartAsync(engine, model, _ => { }, settings);

    /// <param name="replace">Puts a test's own services, such as a clock, in place of the program's.</param>
    public static async Task<Chat> StartAsync(string engine, ModelServer model, Action<IServiceCollection> replace, params (string Key, string Value)[] settings)
    {
        var server = new OwnServer(engine, replace, model.Upstream(settings));
        var user = await server.NewUserAsync();
        return new Chat(server, user, await user.CreateConversationAsync("A title", ModelTag));
    }

    public IAsyncEnumerable<StreamedEvent> SendAsync(string content = "Hello?") => User.SendAsync(Id, content);

    /// <summary>Posts whatever it is and returns with the status line.</summary>
    public async Task<HttpResponseMessage> PostAsync(object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/conversations/{Id}/messages") { Content = JsonContent.Create(body) };
        return await User.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    public Task<HttpResponseMessage> PostAsync(string content, bool stream = true) => PostAsync(new { message = new { content }, stream });

    /// <summary>A turn that runs on the server, or has just ended there.</summary>
    internal ActiveTurn Turn(Guid id) => Server.Services.GetRequiredService<ActiveTurns>().All.Single(turn => turn.Turn.Id == id);

    /// <summary>Reads a turn's stream, from the first event on unless the query says otherwise.</summary>
    public Task<HttpResponseMessage> ReadAsync(Guid id, string query = "") =>
        User.Http.GetAsync(StreamOf(id, query), HttpCompletionOption.ResponseHeadersRead, Ct);

    public Uri StreamOf(Guid id, string query = "") => new($"/conversations/{Id}/messages/{id}/stream{query}", UriKind.Relative);

    public Task<JsonElement[]> MessagesAsync() => User.MessagesAsync(Id);

    public async ValueTask DisposeAsync()
    {
        User.Dispose();
        patience.Dispose();
        await Server.DisposeAsync();
    }
}

public static class RawReading
{
    /// <summary>Reads until the text that came is as wanted; returns all of it.</summary>
    public static async Task<string> ReadUntilAsync(this Stream stream, Func<string, bool> wanted, CancellationToken ct)
    {
        var bytes = new List<byte>();
        var some = new byte[4096];
        while (!wanted(Encoding.UTF8.GetString([.. bytes])))
        {
            var count = await stream.ReadAsync(some, ct);
            if (count == 0) throw new EndOfStreamException(Encoding.UTF8.GetString([.. bytes]));
            bytes.AddRange(some.AsSpan(0, count));
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }
}
