using System.Net.Http.Headers;
using SamosaChaat.Bench.Hosting;
using SamosaChaat.Bench.Streams;

namespace SamosaChaat.Bench.Load;

/// <summary>The program: a turn of the client's own conversation.</summary>
internal sealed class ChatTarget(Account[] accounts) : ITarget
{
    private static readonly byte[] Body = """{"message":{"content":"Tell me about samosas."}}"""u8.ToArray();
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    // Made once: what is measured is the server.
    private readonly Dictionary<string, (Uri Messages, string Token)[]> byModel = accounts
        .GroupBy(account => account.Model)
        .ToDictionary(group => group.Key, group => group.Select(Known).ToArray());

    /// <summary>The user's message.</summary>
    public int EventsBefore => 1;

    public EventScanner Scanner() => new();

    public HttpRequestMessage Request(string model, int client)
    {
        var (messages, token) = byModel[model][client];
        var request = new HttpRequestMessage(HttpMethod.Post, messages) { Content = new ByteArrayContent(Body) };
        request.Content.Headers.ContentType = Json;
        request.Headers.TryAddWithoutValidation("Authorization", token);
        return request;
    }

    private static (Uri Messages, string Token) Known(Account account) =>
        (new Uri($"/conversations/{account.ConversationId}/messages", UriKind.Relative), $"Bearer {account.Token}");
}
