using System.Net.Http.Json;
using System.Text.Json;

namespace SamosaChaat.Tests.Hosting.Chats;

/// <summary>The program as a process of its own, the model's server behind it, and somebody with a conversation; it ends, and is started again on the same data.</summary>
internal sealed class ChatProcess : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("samosachaat-test-").FullName;
    private readonly CancellationTokenSource patience = new(Patience.Limit);
    private readonly string engine;
    private readonly (string Key, string Value)[] settings;

    private ChatProcess(string engine, ModelServer model, (string Key, string Value)[] settings)
    {
        this.engine = engine;
        this.settings = model.Upstream([("Storage:Path", folder), .. settings]);
    }

    /// <summary>The user's access token, good after every start.</summary>
    public string Token { get; private set; } = "";

    public ServerProcess Program { get; private set; } = null!;

    public HttpClient Http { get; private set; } = null!;

    public Guid Conversation { get; private set; }

    /// <summary>Ends a test that waits in vain.</summary>
    public CancellationToken Ct => patience.Token;

    public static async Task<ChatProcess> StartAsync(string engine, ModelServer model, params (string Key, string Value)[] settings)
    {
        var chat = new ChatProcess(engine, model, settings);
        await chat.StartAsync();
        using var user = await TestUser.RegisterAsync(chat.Program.Client());
        chat.Token = user.AccessToken;
        chat.Http = chat.Program.Client(chat.Token);
        chat.Conversation = await chat.CreateConversationAsync();
        return chat;
    }

    /// <summary>Another one beside the first.</summary>
    public async Task<Guid> CreateConversationAsync()
    {
        using var created = await Http.PostAsJsonAsync("/conversations", new { title = "A title", model_tag = Chat.ModelTag }, Ct);
        return (await created.JsonAsync()).Id();
    }

    /// <summary>Starts it again, after whatever end.</summary>
    public async Task RestartAsync()
    {
        Http.Dispose();
        await Program.DisposeAsync();
        await StartAsync();
        Http = Program.Client(Token);
    }

    /// <summary>SIGKILL, and a start on what is left.</summary>
    public async Task KillAsync()
    {
        await Program.KillAsync();
        await RestartAsync();
    }

    /// <summary>Posts and returns with the status line.</summary>
    public Task<HttpResponseMessage> PostAsync(Guid id, string content = "Hello?", Guid? conversation = null, string onConflict = "reject") =>
        PostAsync(new { message = new { id, content }, on_conflict = onConflict }, conversation);

    /// <summary>Posts a body of the test's own; the response is there with its headers.</summary>
    public async Task<HttpResponseMessage> PostAsync(object body, Guid? conversation = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/conversations/{conversation ?? Conversation}/messages") { Content = JsonContent.Create(body) };
        return await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Ct);
    }

    /// <summary>Posts, reads until there is what is wanted, and leaves with all that came.</summary>
    public async Task<string> PostAsync(Guid id, Func<string, bool> wanted)
    {
        using var response = await PostAsync(id);
        await using var body = await response.Content.ReadAsStreamAsync(Ct);
        return await body.ReadUntilAsync(wanted, Ct);
    }

    /// <summary>A turn's stream to its end.</summary>
    public Task<string> ReadAsync(Guid id, string query = "") => Http.GetStringAsync(new Uri($"/conversations/{Conversation}/messages/{id}/stream{query}", UriKind.Relative), Ct);

    /// <summary>What the messages of the conversation say.</summary>
    public async Task<string[]> ContentsAsync()
    {
        var messages = await Http.GetFromJsonAsync<JsonElement[]>($"/conversations/{Conversation}/messages", Ct);
        return [.. messages!.Select(message => message.Text("content"))];
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Program.DisposeAsync();
        patience.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task StartAsync() => Program = await ServerProcess.StartAsync(engine, settings);
}
