using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace SamosaChaat.Bench.Mirrors;

/// <summary>Reads one turn's stream to its end, and keeps when each event came.</summary>
internal sealed class MirrorReader
{
    private readonly TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public MirrorReader(Task<HttpResponseMessage> response) => End = ReadAsync(response);

    /// <summary>Completes with the first event, which comes before the tokens.</summary>
    public Task Begun => Task.WhenAny(begun.Task, End).Unwrap();

    public Task End { get; }

    /// <summary>Of each event, as timestamps.</summary>
    public List<long> Times { get; } = [];

    /// <summary>Stands for all events, byte for byte.</summary>
    public string Hash { get; private set; } = "";

    /// <summary>By how much another reader got an event later, in milliseconds.</summary>
    public double Later(MirrorReader other, int number) => Stopwatch.GetElapsedTime(Times[number], other.Times[number]).TotalMilliseconds;

    private async Task ReadAsync(Task<HttpResponseMessage> response)
    {
        using var answer = await response;
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        while (await reader.ReadLineAsync() is { } line)
        {
            // A comment keeps the connection alive.
            if (line.StartsWith(':')) continue;
            if (line.StartsWith("data:", StringComparison.Ordinal)) Times.Add(Stopwatch.GetTimestamp());
            if (line.Length > 0) hash.AppendData(Encoding.UTF8.GetBytes(line));
            begun.TrySetResult();
        }

        Hash = Convert.ToHexString(hash.GetHashAndReset());
    }
}
