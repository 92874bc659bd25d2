using System.Text.Json;
using SamosaChaat.Bench.Hosting;
using SamosaChaat.Bench.Streams;

namespace SamosaChaat.Bench.Turns;

/// <summary>Reads back through the API what was answered.</summary>
internal static class StoredAnswers
{
    /// <summary>How many of the accounts' answers are stored, word for word.</summary>
    public static async Task<long> CountAsync(Uri server, IEnumerable<Account> accounts, string text)
    {
        using var http = new HttpClient { BaseAddress = server };
        var found = 0L;
        foreach (var account in accounts) found += (await new TurnRequests(http, account).ListAsync()).LongCount(message => Is(message, text));
        return found;
    }

    private static bool Is(JsonElement message, string text) => message.GetProperty("role").GetString() == "assistant" && message.GetProperty("content").GetString() == text;
}
