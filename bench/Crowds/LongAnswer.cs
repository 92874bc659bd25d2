using SamosaChaat.Bench.Hosting;
using SamosaChaat.Bench.Streams;
using SamosaChaat.Bench.Upstream;

namespace SamosaChaat.Bench.Crowds;

/// <summary>An answer of 1 MiB, which a crowd fetches again.</summary>
internal static class LongAnswer
{
    private const int Bytes = 512;

    /// <summary>The model that writes it, just within Streaming:MaxAnswerBytes.</summary>
    public static readonly NanochatOptions Model = new(2_047, Bytes, TokensPerSecond: 0, FlushEvery: 0);

    /// <summary>Has it written and stored.</summary>
    /// <returns>The id of its question.</returns>
    public static async Task<Guid> WriteAsync(Uri server, Account account)
    {
        using var http = new HttpClient { BaseAddress = server };
        var message = Guid.CreateVersion7();
        using var response = await new TurnRequests(http, account).PostAsync(message, "Tell me everything about samosas.");
        var events = await response.Content.ReadAsStringAsync();
        return events.Contains("\"finish_reason\":\"stop\"", StringComparison.Ordinal) ? message : throw new InvalidDataException("The answer did not end well.");
    }
}
