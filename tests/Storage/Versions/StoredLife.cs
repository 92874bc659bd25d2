using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace SamosaChaat.Tests.Storage.Versions;

/// <summary>Two people use the API, with all that a program has. A program that is too old for a request refuses or ignores it.</summary>
internal sealed class StoredLife(HttpClient http, string commit)
{
    /// <summary>The password of both.</summary>
    public const string Password = "a-long-password";

    /// <summary>Leaves a turn running, and returns what the API answered while it ran.</summary>
    public async Task<StoredContent> LiveAsync(CancellationToken ct)
    {
        var ravi = await RegisterAsync("ravi@example.com", ct);
        var chutney = await CreateAsync(ravi, "Chutney", ct);
        await AskAsync(ravi, chutney, new { content = "Which mint?" }, null, ct);
        var asha = await RegisterAsync("asha@example.com", ct);
        var (samosas, spices, doomed) = (await CreateAsync(asha, "Samosas", ct), await CreateAsync(asha, "मसाला 🥟", ct), await CreateAsync(asha, "Doomed", ct));
        await CreateAsync(asha, "Empty", ct);

        var first = await AskAsync(asha, samosas, new { content = "More dough" }, null, ct);
        await AskAsync(asha, samosas, new { content = "Fold it" }, new { temperature = 0.5, top_k = 3 }, ct);
        await AskAsync(asha, spices, new { content = "How do I roast cardamom?" }, new { max_tokens = 5 }, ct);
        await AskAsync(asha, doomed, new { content = "Be gone" }, null, ct);
        await SendAsync(asha, HttpMethod.Post, $"/conversations/{samosas}/regenerate", new { }, ct);
        await SendAsync(asha, HttpMethod.Patch, $"/conversations/{samosas}", new { title = "Samosas, folded" }, ct);
        await SendAsync(asha, HttpMethod.Put, $"/conversations/{spices}/instructions", new { content = "Be brief." }, ct);
        await AskAsync(asha, spices, new { content = "And cumin?" }, null, ct);
        await SendAsync(asha, HttpMethod.Post, $"/conversations/{samosas}/messages", new { message = new { content = "Other words" }, replaces = first, stream = false }, ct);
        await SendAsync(asha, HttpMethod.Patch, $"/conversations/{spices}", new { pinned = true }, ct);
        var away = await CreateAsync(asha, "Put away", ct);
        await SendAsync(asha, HttpMethod.Patch, $"/conversations/{away}", new { archived = true }, ct);
        await SendAsync(asha, HttpMethod.Post, "/auth/keys", new { name = "a script", scope = "read" }, ct);
        await SendAsync(asha, HttpMethod.Delete, $"/conversations/{doomed}", body: null, ct);

        var running = Guid.CreateVersion7();
        var story = await CreateAsync(asha, "A long answer", ct);
        using var answer = await BeginAsync(asha, story, running, ct);
        return new(commit, running, [await ReadAsync(asha, "asha@example.com", ct), await ReadAsync(ravi, "ravi@example.com", ct)]);
    }

    private async Task<(Guid Id, string Token)> RegisterAsync(string email, CancellationToken ct)
    {
        using var response = await http.PostAsJsonAsync("/auth/register", new { email, password = Password, name = email.Split('@')[0] }, ct);
        response.EnsureSuccessStatusCode();
        var body = await response.Content.ReadFromJsonAsync<JsonElement>(ct);
        return (body.GetProperty("user").Id(), body.Text("access_token"));
    }

    private async Task<Guid> CreateAsync((Guid Id, string Token) user, string title, CancellationToken ct) =>
        (await SendAsync(user, HttpMethod.Post, "/conversations", new { title, model_tag = "demo" }, ct))!.Value.Id();

    /// <summary>Returns the id of the question.</summary>
    private async Task<Guid> AskAsync((Guid Id, string Token) user, Guid conversation, object message, object? sampling, CancellationToken ct)
    {
        var body = JsonSerializer.SerializeToNode(sampling ?? new { })!.AsObject();
        var id = Guid.CreateVersion7();
        (body["message"], body["stream"]) = (JsonSerializer.SerializeToNode(message), false);
        body["message"]!["id"] = id;
        Assert.NotNull(await SendAsync(user, HttpMethod.Post, $"/conversations/{conversation}/messages", body, ct));
        return id;
    }

    /// <summary>Reads the beginning of an answer: long enough for a checkpoint.</summary>
    private async Task<HttpResponseMessage> BeginAsync((Guid Id, string Token) user, Guid conversation, Guid id, CancellationToken ct)
    {
        const int Events = 60;
        using var request = Request(user, HttpMethod.Post, $"/conversations/{conversation}/messages", new { message = new { id, content = "Write me a long story" } });
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        response.EnsureSuccessStatusCode();
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(ct), leaveOpen: true);
        for (var seen = 0; seen < Events;)
        {
            if ((await lines.ReadLineAsync(ct))!.StartsWith("data:", StringComparison.Ordinal)) seen++;
        }

        return response;
    }

    private async Task<StoredUser> ReadAsync((Guid Id, string Token) user, string email, CancellationToken ct)
    {
        var conversations = (await SendAsync(user, HttpMethod.Get, "/conversations", body: null, ct))!.Value;
        var messages = new Dictionary<Guid, JsonElement>();
        foreach (var conversation in conversations.EnumerateArray())
        {
            messages[conversation.Id()] = (await SendAsync(user, HttpMethod.Get, $"/conversations/{conversation.Id()}/messages", body: null, ct))!.Value;
        }

        return new(user.Id, email, conversations, messages);
    }

    /// <summary>Returns null if the program refuses the request, or answers without JSON.</summary>
    private async Task<JsonElement?> SendAsync((Guid Id, string Token) user, HttpMethod method, string path, object? body, CancellationToken ct)
    {
        using var request = Request(user, method, path, body);
        using var response = await http.SendAsync(request, ct);
        var text = await response.Content.ReadAsStringAsync(ct);
        return response.IsSuccessStatusCode && response.Content.Headers.ContentType?.MediaType == "application/json" ? JsonElement.Parse(text) : null;
    }

    private static HttpRequestMessage Request((Guid Id, string Token) user, HttpMethod method, string path, object? body) => new(method, path)
    {
        Content = body is null ? null : JsonContent.Create(body),
        Headers = { Authorization = new AuthenticationHeaderValue("Bearer", user.Token) },
    };
}
