using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;

namespace SamosaChaat.Tests.Storage;

/// <summary>Uses the API and tells what was acknowledged, also of a turn whose server is gone before its end.</summary>
internal sealed class ChatClient(HttpClient http)
{
    /// <summary>Statuses of answers that were not as they should be.</summary>
    public List<HttpStatusCode> Refusals { get; } = [];

    public async Task<JsonElement?> CreateAsync(string title) =>
        await JsonAsync(await SendAsync(HttpMethod.Post, "/conversations", new { title, model_tag = "demo" }));

    public async Task<JsonElement?> GetAsync(string path) => await JsonAsync(await SendAsync(HttpMethod.Get, path, null));

    /// <summary>Waits for the answer; the messages that are acknowledged with it are the user's, by its id and text, and the model's.</summary>
    public async Task AskAsync(Guid conversation, Guid id, string content, Action<Acknowledged> acknowledge)
    {
        var body = new { message = new { id, content }, stream = false };
        if (await JsonAsync(await SendAsync(HttpMethod.Post, $"/conversations/{conversation}/messages", body)) is not { } answer) return;
        acknowledge(new(id, content, null));
        acknowledge(new(answer.Id(), answer.Text("content"), answer));
    }

    /// <summary>Streams the answer; the first event acknowledges the user's message, the last one the model's.</summary>
    public async Task StreamAsync(Guid conversation, Guid id, string content, Action<Acknowledged> acknowledge)
    {
        using var response = await SendAsync(HttpMethod.Post, $"/conversations/{conversation}/messages", new { message = new { id, content } });
        if (!response.IsSuccessStatusCode) return;
        await using var stream = await response.Content.ReadAsStreamAsync();
        await foreach (var item in SseParser.Create(stream).EnumerateAsync())
        {
            using var json = JsonDocument.Parse(item.Data);
            var data = new StreamedEvent(int.Parse(item.EventId!, CultureInfo.InvariantCulture), json.RootElement.Clone());
            if (data.Message is { } message) acknowledge(new(message.Id(), message.Text("content"), message));
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        if (!response.IsSuccessStatusCode) Refusals.Add(response.StatusCode);
        return response;
    }

    private static async Task<JsonElement?> JsonAsync(HttpResponseMessage response)
    {
        using (response) return response.IsSuccessStatusCode ? await response.JsonAsync() : null;
    }
}

/// <summary>A message that the server has said it keeps.</summary>
/// <param name="Json">As it was answered; null where the answer did not show it.</param>
internal sealed record Acknowledged(Guid Id, string Content, JsonElement? Json)
{
    public bool Is(JsonElement stored) =>
        stored.Id() == Id && stored.Text("content") == Content && (Json is null || JsonElement.DeepEquals(Json.Value, stored));
}
