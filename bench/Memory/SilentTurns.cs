using SamosaChaat.Bench.Hosting;
using SamosaChaat.Bench.Streams;
using SamosaChaat.Bench.Upstream;

namespace SamosaChaat.Bench.Memory;

/// <summary>Turns that run and say nothing, and whoever waits for them to speak.</summary>
internal sealed class SilentTurns(Uri server, Account[] accounts) : IDisposable
{
    /// <summary>A model whose first token would come after hours.</summary>
    public static readonly NanochatOptions Model = new(Tokens: 10_000, TokenBytes: 4, TokensPerSecond: 1, FlushEvery: 10_000);

    private readonly HttpClient http = new() { BaseAddress = server };
    private readonly List<HttpResponseMessage> streams = [];
    private readonly List<(TurnRequests Requests, Guid Message)> turns = [];

    /// <summary>One of each account.</summary>
    public async Task BeginAsync()
    {
        turns.AddRange(accounts.Select(account => (new TurnRequests(http, account), Guid.CreateVersion7())));
        // Those who ask read too.
        streams.AddRange(await Task.WhenAll(turns.Select(turn => turn.Requests.PostAsync(turn.Message, "Tell me about samosas, later."))));
    }

    /// <summary>Returns when so many more read, spread over the turns, and each of them has been told that the connection is still there.</summary>
    public async Task AddReadersAsync(int readers) =>
        streams.AddRange(await Task.WhenAll(Enumerable.Range(0, readers).Select(number => ListenAsync(turns[number % turns.Count]))));

    public void Dispose()
    {
        foreach (var stream in streams) stream.Dispose();
        http.Dispose();
    }

    private static async Task<HttpResponseMessage> ListenAsync((TurnRequests Requests, Guid Message) turn)
    {
        var response = await turn.Requests.ResumeAsync(turn.Message, after: -1);
        // Not disposed: the connection is to stay.
        var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        while (await reader.ReadLineAsync() is var line && line?.StartsWith(": ", StringComparison.Ordinal) != true)
        {
            if (line is null) throw new InvalidDataException("A turn ended that was to be silent.");
        }

        return response;
    }
}
