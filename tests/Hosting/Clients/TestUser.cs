using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;

namespace SamosaChaat.Tests.Hosting.Clients;

/// <summary>Somebody signed in, and what they do with the API.</summary>
public sealed class TestUser : IDisposable
{
    public const string Password = "correct horse battery";

    private TestUser(HttpClient http, JsonElement signedIn)
    {
        Http = http;
        SignedIn = signedIn;
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", AccessToken);
    }

    public HttpClient Http { get; }

    /// <summary>The answer to the registration.</summary>
    public JsonElement SignedIn { get; }

    public Guid Id => SignedIn.GetProperty("user").GetProperty("id").GetGuid();

    public string Email => SignedIn.GetProperty("user").GetProperty("email").GetString()!;

    public string AccessToken => SignedIn.GetProperty("access_token").GetString()!;

    public string RefreshToken => SignedIn.GetProperty("refresh_token").GetString()!;

    public static async Task<TestUser> RegisterAsync(HttpClient http, string? name = null, string? invite = null)
    {
        using var response = await http.PostAsJsonAsync("/auth/register", new { email = $"{Guid.NewGuid():N}@example.com", password = Password, name, invite });
        response.EnsureSuccessStatusCode();
        return new TestUser(http, await response.JsonAsync());
    }

    /// <summary>Somebody who has an account.</summary>
    public static async Task<TestUser> SignInAsync(HttpClient http, string email, string password)
    {
        using var response = await http.PostAsJsonAsync("/auth/login", new { email, password });
        response.EnsureSuccessStatusCode();
        return new TestUser(http, await response.JsonAsync());
    }

    /// <summary>A new conversation, as it was answered.</summary>
    public async Task<JsonElement> CreateConversationAsync(string title = "A conversation", string modelTag = "demo")
    {
        using var response = await Http.PostAsJsonAsync("/conversations", new { title, model_tag = modelTag });
        response.EnsureSuccessStatusCode();
        return await response.JsonAsync();
    }

    /// <summary>A new API key, as it was answered.</summary>
    public async Task<JsonElement> CreateKeyAsync(string scope)
    {
        using var response = await Http.PostAsJsonAsync("/auth/keys", new { name = "a script", scope });
        response.EnsureSuccessStatusCode();
        return await response.JsonAsync();
    }

    /// <summary>Sets a conversation's instructions.</summary>
    public async Task InstructAsync(Guid conversationId, string content)
    {
        using var response = await Http.PutAsync($"/conversations/{conversationId}/instructions", new { content });
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Sends a message and waits for the answer as JSON.</summary>
    public async Task<JsonElement> SendAndWaitAsync(Guid conversationId, string content)
    {
        using var response = await Http.PostAsJsonAsync($"/conversations/{conversationId}/messages", new { message = new { content }, stream = false });
        response.EnsureSuccessStatusCode();
        return await response.JsonAsync();
    }

    /// <summary>Sends a message and gives the events of the answer as they arrive.</summary>
    public async IAsyncEnumerable<StreamedEvent> SendAsync(Guid conversationId, object body)
    {
        // The client's own limit ends with the headers.
        using var patience = new CancellationTokenSource(Patience.Limit);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/conversations/{conversationId}/messages") { Content = JsonContent.Create(body) };
        using var response = await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
        response.EnsureSuccessStatusCode();
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        await using var stream = await response.Content.ReadAsStreamAsync(patience.Token);
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(patience.Token))
        {
            Contract.Contract.CheckEvent(item.Data);
            using var document = JsonDocument.Parse(item.Data);
            yield return new StreamedEvent(int.Parse(item.EventId!, System.Globalization.CultureInfo.InvariantCulture), document.RootElement.Clone());
        }
    }

    public IAsyncEnumerable<StreamedEvent> SendAsync(Guid conversationId, string content) => SendAsync(conversationId, new { message = new { content } });

    public async Task<JsonElement> GetAsync(string path)
    {
        using var response = await Http.GetAsync(new Uri(path, UriKind.Relative));
        response.EnsureSuccessStatusCode();
        return await response.JsonAsync();
    }

    public async Task<JsonElement[]> MessagesAsync(Guid conversationId) => [.. (await GetAsync($"/conversations/{conversationId}/messages")).EnumerateArray()];

    public void Dispose() => Http.Dispose();
}

/// <summary>One event of a turn's stream.</summary>
public sealed record StreamedEvent(int Id, JsonElement Data)
{
    public string? Token => Data.TryGetProperty("token", out var token) ? token.GetString() : null;

    public string? Reasoning => Data.TryGetProperty("reasoning", out var reasoning) ? reasoning.GetString() : null;

    public bool IsDone => Data.TryGetProperty("done", out var done) && done.GetBoolean();

    public string? FinishReason => Data.TryGetProperty("finish_reason", out var reason) ? reason.GetString() : null;

    public JsonElement? Message => Data.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.Object ? message : null;
}

public static class Reading
{
    public static Guid Id(this JsonElement json) => json.GetProperty("id").GetGuid();

    public static string Text(this JsonElement json, string property) => json.GetProperty(property).GetString()!;

    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage response)
    {
        await using var stream = await response.Content.ReadAsStreamAsync();
        using var document = await JsonDocument.ParseAsync(stream);
        return document.RootElement.Clone();
    }
}
