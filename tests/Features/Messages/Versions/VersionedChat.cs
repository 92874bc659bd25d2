using System.Net.Http.Json;
using System.Text.Json;

namespace SamosaChaat.Tests.Features.Messages.Versions;

/// <summary>A conversation of two turns, and a model that numbers its answers: one, A1, two, A2.</summary>
internal sealed class VersionedChat : IAsyncDisposable
{
    private VersionedChat(NanochatServer model, Chat chat) => (Model, Chat) = (model, chat);

    public NanochatServer Model { get; }

    public Chat Chat { get; }

    public static async Task<VersionedChat> StartAsync(string engine)
    {
        var model = new NanochatServer();
        model.Script = async reply =>
        {
            await reply.TokenAsync($"A{model.Requests.Count}");
            await reply.EndAsync();
        };
        var versions = new VersionedChat(model, await Chat.StartAsync(engine, model));
        foreach (var content in new[] { "one", "two" }) await versions.Chat.User.SendAndWaitAsync(versions.Chat.Id, content);
        return versions;
    }

    /// <summary>What the conversation shows.</summary>
    public async Task<string> PathAsync() => string.Join(' ', (await Chat.MessagesAsync()).Select(message => message.Text("content")));

    public async Task<Guid> IdAsync(int index) => (await Chat.MessagesAsync())[index].Id();

    /// <summary>The messages with more properties.</summary>
    public async Task<JsonElement[]> WithAsync(string include) =>
        [.. (await Chat.User.GetAsync($"/conversations/{Chat.Id}/messages?include={include}")).EnumerateArray()];

    public async Task<Guid[]> VersionsAsync(int index) =>
        [.. (await WithAsync("versions"))[index].GetProperty("versions").EnumerateArray().Select(id => id.GetGuid())];

    public Task<HttpResponseMessage> ReplaceAsync(Guid replaces, string content, Guid? id = null) =>
        Chat.PostAsync(new { message = new { id, content }, replaces, stream = false });

    public Task<HttpResponseMessage> RegenerateAsync(Guid message, bool keepFollowing = false) =>
        PostAsync("regenerate", new { message, keep_following = keepFollowing, stream = false });

    public Task<HttpResponseMessage> SelectAsync(Guid message) => Chat.User.Http.PutAsJsonAsync(Of("active"), new { message }, Chat.Ct);

    public Task<HttpResponseMessage> PostAsync(string operation, object body) => Chat.User.Http.PostAsJsonAsync(Of(operation), body, Chat.Ct);

    public async ValueTask DisposeAsync()
    {
        await Chat.DisposeAsync();
        await Model.DisposeAsync();
    }

    private Uri Of(string operation) => new($"/conversations/{Chat.Id}/{operation}", UriKind.Relative);
}

internal static class Statuses
{
    /// <summary>The status of an answer, which is then done with.</summary>
    public static async Task<int> StatusAsync(this Task<HttpResponseMessage> answer)
    {
        using var response = await answer;
        return (int)response.StatusCode;
    }
}
