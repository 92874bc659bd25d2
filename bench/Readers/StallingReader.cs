using SamosaChaat.Bench.Streams;

namespace SamosaChaat.Bench.Readers;

/// <summary>Somebody who reads a turn to its end with pauses that a seed decides, and resumes by id whenever they are cut off.</summary>
internal sealed class StallingReader(int number, ReadersOptions options, TurnRequests requests, Guid message, CommonBytes common)
{
    /// <summary>One in so many sleeps for half of the turn, once, and is cut off for it.</summary>
    public const int OneSleeperIn = 10;

    private const int OnePauseIn = 50;
    private const int CutsAtMost = 100;

    private readonly Random random = new(options.Seed + number);
    private readonly EventScanner scanner = new();
    private readonly byte[] buffer = new byte[16 * 1024];

    /// <summary>What has come, of whole events.</summary>
    public long Bytes => scanner.Bytes;

    /// <summary>How often the connection was cut.</summary>
    public int Cuts { get; private set; }

    /// <exception cref="InvalidDataException">What came is not what others saw, or ends too early.</exception>
    public async Task ReadAsync(Task<HttpResponseMessage> first)
    {
        var sleepsAt = number % OneSleeperIn == OneSleeperIn - 1 ? random.Next(ReadersOptions.Tokens / 2) : int.MaxValue;
        var answered = first;
        while (true)
        {
            using (var response = await answered) sleepsAt = await ReadAsync(response, sleepsAt);
            if (scanner.IsDone) break;
            if (++Cuts > CutsAtMost) throw new InvalidDataException($"Reader {number} was cut {Cuts} times.");
            scanner.Restart();
            answered = requests.ResumeAsync(message, scanner.LastId);
        }
    }

    /// <summary>Reads until the end, or until the connection is cut; returns when the reader still means to sleep.</summary>
    private async Task<int> ReadAsync(HttpResponseMessage response, int sleepsAt)
    {
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync();
            while (await body.ReadAsync(buffer) is > 0 and var count)
            {
                Take(buffer.AsSpan(0, count));
                if (scanner.IsDone) continue;
                if (random.Next(OnePauseIn) == 0) await Task.Delay(random.Next(500));
                if (scanner.Events < sleepsAt) continue;
                sleepsAt = int.MaxValue;
                await Task.Delay(TimeSpan.FromSeconds(options.Seconds * (0.5 + (random.NextDouble() / 4))));
            }
        }
        catch (IOException)
        {
            // Cut off.
            return sleepsAt;
        }

        return scanner.IsDone ? sleepsAt : throw new InvalidDataException($"Reader {number}: the stream ended in order, without done, after event {scanner.LastId}.");
    }

    private void Take(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (scanner.IsDone) throw new InvalidDataException($"Reader {number}: something came after done.");
            var place = scanner.Bytes + scanner.PartialBytes;
            var (taken, isEvent) = scanner.Take(bytes);
            if (isEvent) common.Hold(place, bytes[..taken]);
            bytes = bytes[taken..];
        }
    }
}
