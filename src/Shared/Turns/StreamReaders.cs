using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Limits;

namespace SamosaChaat.Shared.Turns;

/// <summary>Limits the requests of a user that read a turn at once, on this node. Any thread can call every member.</summary>
internal sealed class StreamReaders(IOptions<LimitsOptions> options)
{
    private readonly Dictionary<Guid, int> byUser = [];

    /// <summary>The answer to a request that would be one too many.</summary>
    public static Problem Refusal =>
        Problem.Of(StatusCodes.Status429TooManyRequests, "You read too many streams at once. Close one, and try again.") with
        {
            RetryAfter = TimeSpan.FromSeconds(1),
        };

    /// <summary>Counts a reader until the result is disposed of. Returns null if there are too many.</summary>
    public IDisposable? TryEnter(Guid userId)
    {
        lock (byUser)
        {
            var count = byUser.GetValueOrDefault(userId);
            if (options.Value.Enabled && count >= options.Value.ReadersPerUser) return null;
            byUser[userId] = count + 1;
        }

        return new Reader(this, userId);
    }

    private void Leave(Guid userId)
    {
        lock (byUser)
        {
            if (--byUser[userId] == 0) byUser.Remove(userId);
        }
    }

    private sealed class Reader(StreamReaders readers, Guid userId) : IDisposable
    {
        public void Dispose() => readers.Leave(userId);
    }
}
