using System.Diagnostics;
using System.Net;

namespace SamosaChaat.Bench.Load;

/// <summary>Somebody who asks and reads the answer to its end, one at a time, and notes when each token came.</summary>
internal sealed class LoadClient(HttpClient http, ITarget target, int number)
{
    private readonly byte[] buffer = new byte[16 * 1024];

    /// <param name="due">When it was to be asked, in ticks of <see cref="Stopwatch"/>.</param>
    public async Task TakeTurnAsync(LoadOrder order, Meter meter, long due)
    {
        try
        {
            using var request = target.Request(order.Model, number);
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            if (response.StatusCode != HttpStatusCode.OK) throw new InvalidDataException($"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
            await ReadAsync(response, order, meter, due);
            meter.Done(Stopwatch.GetTimestamp() - due, order.Tokens);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or InvalidDataException or OperationCanceledException)
        {
            meter.Failed(e.Message);
        }
    }

    /// <exception cref="InvalidDataException">It was not whole.</exception>
    private async Task ReadAsync(HttpResponseMessage response, LoadOrder order, Meter meter, long due)
    {
        await using var body = await response.Content.ReadAsStreamAsync();
        var scanner = target.Scanner();
        var (tokens, last) = (0, due);
        while (await body.ReadAsync(buffer) is > 0 and var count)
        {
            var now = Stopwatch.GetTimestamp();
            scanner.TakeAll(buffer.AsSpan(0, count));
            // What comes after the last token is none.
            var seen = Math.Clamp(scanner.Events - target.EventsBefore, 0, order.Tokens);
            if (seen == tokens) continue;
            if (tokens == 0) meter.FirstToken(now - due);
            else meter.Gap(now - last);
            // Those that came with it came at the same time.
            meter.Gap(0, seen - tokens - 1);
            (tokens, last) = (seen, now);
        }

        var whole = target.EventsBefore + order.Tokens + 1;
        if (!scanner.IsDone || scanner.Events != whole) throw new InvalidDataException($"A stream had {scanner.Events} events of {whole}.");
    }
}
