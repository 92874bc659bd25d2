using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Tests.Identity;

/// <summary>Answers every question for a session the same way and counts how often it was asked.</summary>
internal sealed class CountingStore : IStore
{
    public int Reads { get; private set; }

    /// <summary>Null where there are none.</summary>
    public DateTime? SessionsEnd { get; set; } = DateTime.MaxValue;

    /// <summary>Runs within the next read: what happens while a look into the store is under way.</summary>
    public Action? During { get; set; }

    public ValueTask<T> ReadAsync<T>(Query<T> query, CancellationToken ct)
    {
        Reads++;
        var answer = (T)(object)SessionsEnd!;
        var during = During;
        During = null;
        during?.Invoke();
        return ValueTask.FromResult(answer);
    }

    public ValueTask<T> WriteAsync<T>(Command<T> command, CancellationToken ct) => throw new NotSupportedException("The cache of tokens writes nothing.");
}
