using System.Collections.Concurrent;
using System.Text.Json;

namespace SamosaChaat.Tests.Storage;

/// <summary>What a server that was killed had acknowledged, and what is found of it afterwards.</summary>
internal sealed class CrashLedger
{
    // A conversation is one writer's, so its list is one thread's.
    private readonly ConcurrentDictionary<Guid, (JsonElement Conversation, List<Acknowledged> Messages)> kept = [];
    private int missing;
    private int doubled;
    private int outOfOrder;

    public IEnumerable<Guid> Conversations => kept.Keys;

    public int Acknowledged => kept.Count + kept.Values.Sum(conversation => conversation.Messages.Count);

    public (int Missing, int Doubled, int OutOfOrder) Faults => (missing, doubled, outOfOrder);

    public void Add(JsonElement conversation) => kept[conversation.Id()] = (conversation, []);

    public void Add(Guid conversation, Acknowledged message) => kept[conversation].Messages.Add(message);

    /// <summary>Holds a conversation of the restarted server against what was acknowledged of it.</summary>
    public async Task CheckAsync(ChatClient client, Guid id)
    {
        var (conversation, messages) = kept[id];
        if (await client.GetAsync($"/conversations/{id}") is not { } found
            || found.Text("title") != conversation.Text("title")
            || await client.GetAsync($"/conversations/{id}/messages") is not { } list)
        {
            missing += 1 + messages.Count;
            return;
        }

        JsonElement[] stored = [.. list.EnumerateArray()];
        doubled += stored.Length - stored.Select(message => message.Id()).Distinct().Count();
        missing += messages.Count(message => !stored.Any(message.Is));
        // What was in flight may be there too, between or behind the acknowledged ones.
        var order = messages.Select(message => Array.FindIndex(stored, message.Is)).Where(at => at >= 0).ToArray();
        if (!order.SequenceEqual(order.Order())) outOfOrder++;
    }

    /// <summary>Reads the whole list, page by page: every acknowledged conversation is in it once.</summary>
    public async Task CheckListAsync(HttpClient http)
    {
        var listed = new List<Guid>();
        for (var next = "/conversations?limit=200"; next is not null;)
        {
            using var page = await http.GetAsync(new Uri(next, UriKind.Relative));
            page.EnsureSuccessStatusCode();
            listed.AddRange((await page.JsonAsync()).EnumerateArray().Select(conversation => conversation.Id()));
            next = page.Headers.TryGetValues("Link", out var links) ? Path(links.Single()) : null;
        }

        doubled += listed.Count - listed.Distinct().Count();
        missing += kept.Keys.Except(listed).Count();
    }

    private static string Path(string link)
    {
        var target = new Uri(link[(link.IndexOf('<', StringComparison.Ordinal) + 1)..link.IndexOf('>', StringComparison.Ordinal)], UriKind.RelativeOrAbsolute);
        return target.IsAbsoluteUri ? target.PathAndQuery : target.OriginalString;
    }
}
