using System.Diagnostics;
using System.Net.Http.Json;
using SamosaChaat.Bench.Streams;

namespace SamosaChaat.Bench.SecondReader;

/// <summary>One client who posts a turn, reads it to its end, and posts the next one; and a second one who reads as the side has it.</summary>
/// <param name="turns">The client's requests, and the second one's, each over a connection of its own.</param>
/// <param name="model">The model's service.</param>
/// <param name="events">A whole answer has so many.</param>
internal sealed class Conversation(TurnRequests turns, HttpClient model, int events)
{
    private readonly byte[] buffer = new byte[16 * 1024];
    private readonly byte[] secondBuffer = new byte[16 * 1024];

    /// <summary>One turn; returns how long it took whoever posted it, from the request to <c>done</c>.</summary>
    /// <exception cref="InvalidDataException">A stream was not complete.</exception>
    public async Task<TimeSpan> TakeTurnAsync(Side side)
    {
        var turn = Guid.CreateVersion7();
        var started = Stopwatch.GetTimestamp();
        var posted = turns.PostAsync(turn, "Tell me about samosas.");
        var other = side switch
        {
            Side.Watched => WatchAsync(posted, turn),
            Side.Beside => ReadModelAsync(),
            _ => Task.CompletedTask,
        };
        await ReadAsync(posted, buffer);
        var took = Stopwatch.GetElapsedTime(started);
        await other;
        return took;
    }

    /// <summary>From the moment on when the turn is there: the status line comes with the model's first answer.</summary>
    private async Task WatchAsync(Task posted, Guid turn)
    {
        await posted;
        await ReadAsync(turns.ResumeAsync(turn, after: -1), secondBuffer);
    }

    private async Task ReadAsync(Task<HttpResponseMessage> answered, byte[] into)
    {
        using var response = await answered;
        await using var body = await response.Content.ReadAsStreamAsync();
        var scanner = new EventScanner();
        while (await body.ReadAsync(into) is > 0 and var count) scanner.TakeAll(into.AsSpan(0, count));
        if (!scanner.IsDone || scanner.Events != events) throw new InvalidDataException($"A stream had {scanner.Events} events of {events}.");
    }

    private async Task ReadModelAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/generate") { Content = JsonContent.Create(new { messages = Array.Empty<object>() }) };
        using var response = await model.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await using var body = await response.Content.ReadAsStreamAsync();
        while (await body.ReadAsync(secondBuffer) > 0) continue;
    }
}
