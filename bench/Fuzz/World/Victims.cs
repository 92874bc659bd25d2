using System.Buffers;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace SamosaChaat.Bench.Fuzz.World;

/// <summary>
/// Plants data whose text and ids no answer to anybody else may have, and reads it again in the end. The ids of the victim stand in paths
/// only, those of the bait in bodies too: an id that somebody has sent may come back.
/// </summary>
internal sealed class Victims
{
    /// <summary>No request has it.</summary>
    private const string Canary = "kaffirlime";

    private readonly HttpClient http;
    private readonly Actor victim;
    private readonly Actor bait;
    private readonly HashSet<string> kept = [];
    private readonly List<string> paths = [];

    private Victims(HttpClient http, Actor victim, Actor bait) => (this.http, this.victim, this.bait) = (http, victim, bait);

    /// <summary>The victim's ids, by the parameter that they stand for.</summary>
    public Dictionary<string, string> Ids { get; } = [];

    /// <summary>The bait's ids, by the parameter that they stand for.</summary>
    public Dictionary<string, string> BaitIds { get; } = [];

    /// <summary>A text that the victim wrote.</summary>
    public static readonly string Text = $"{Canary} leaf";

    /// <summary>Nobody else may see these.</summary>
    public SearchValues<string> Secret { get; private set; } = null!;

    /// <summary>Nobody but an administrator may see these.</summary>
    public SearchValues<string> OfAccount { get; private set; } = null!;

    public static string Email(string name) => $"{name}-{Canary}@fuzz.example";

    /// <summary>Returns true for an id that no list may show to other users: of the two accounts' data, or of an account that waits for its turn.</summary>
    public bool IsKept(string id) => kept.Contains(id);

    public static async Task<Victims> PlantAsync(HttpClient http, SeededAccounts accounts)
    {
        var (victim, bait) = (accounts.Victim, accounts.Bait);
        var victims = new Victims(http, victim, bait);
        victims.kept.UnionWith(accounts.Spare.Select(actor => actor.UserId.ToString()));
        var ids = await victims.PlantAsync(victim, victims.Ids);
        await victims.PlantAsync(bait, victims.BaitIds);
        victims.Secret = SearchValues.Create([.. ids, Text], StringComparison.OrdinalIgnoreCase);
        victims.OfAccount = SearchValues.Create([victim.UserId.ToString(), $"-{Canary}@"], StringComparison.OrdinalIgnoreCase);
        return victims;
    }

    /// <summary>Returns all that both can read of their own. It is the same in the end.</summary>
    public async Task<string> ReadAsync()
    {
        var all = new List<string>();
        foreach (var (actor, path) in paths.SelectMany(path => new[] { (victim, Path(path, Ids)), (bait, Path(path, BaitIds)) }))
        {
            all.Add($"{path}\n{await SendAsync(actor, HttpMethod.Get, path)}");
        }

        return string.Join('\n', all);
    }

    private async Task<IEnumerable<string>> PlantAsync(Actor actor, Dictionary<string, string> ids)
    {
        var conversation = await IdAsync(actor, "/conversations", new { title = $"{Canary} leaf", model_tag = "demo" });
        var at = $"/conversations/{conversation}";
        await SendAsync(actor, HttpMethod.Post, $"{at}/messages", new { message = new { content = $"Repeat after me: {Canary} leaf" }, stream = false });
        await SendAsync(actor, HttpMethod.Put, $"{at}/instructions", new { content = $"{Canary} leaf" });
        var key = await IdAsync(actor, "/auth/keys", new { name = $"{Canary} leaf", scope = "read" });
        var messages = JsonElement.Parse(await SendAsync(actor, HttpMethod.Get, $"{at}/messages")).EnumerateArray().Select(Id).ToArray();
        var session = Id(JsonElement.Parse(await SendAsync(actor, HttpMethod.Get, "/auth/sessions"))[0]);
        (ids["conversationId"], ids["messageId"], ids["keyId"], ids["sessionId"]) = (conversation, messages[0], key, session);
        ids["userId"] = actor.UserId.ToString();
        paths.Clear();
        paths.AddRange([
            "/auth/me", "/auth/keys", "/auth/sessions", "/conversations", "/conversations/{conversationId}", "/conversations/{conversationId}/messages",
            "/conversations/{conversationId}/instructions",
        ]);
        string[] all = [conversation, key, session, .. messages];
        kept.UnionWith([.. all, actor.UserId.ToString()]);
        return all;
    }

    private async Task<string> IdAsync(Actor actor, string path, object body) => Id(JsonElement.Parse(await SendAsync(actor, HttpMethod.Post, path, body)));

    private async Task<string> SendAsync(Actor actor, HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", actor.Token);
        using var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? text : throw new InvalidDataException($"{method} {path}: {(int)answer.StatusCode} {text}");
    }

    private static string Id(JsonElement json) => json.GetProperty("id").GetString()!;

    private static string Path(string path, Dictionary<string, string> ids) => path.Replace("{conversationId}", ids["conversationId"], StringComparison.Ordinal);
}
