using System.Diagnostics;
using Microsoft.IdentityModel.Tokens;

namespace SamosaChaat.Shared.Identity;

/// <summary>Holds the keys whose signatures are valid, and knows which one signs. Any thread can call every member.</summary>
internal sealed class SigningKeys : IDisposable
{
    // Anybody can send tokens with made-up ids of keys.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // A key that a command added signs after this time.
    private static readonly TimeSpan Freshness = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly Func<List<SigningKey>>? read;
    private volatile SigningKey[] all;
    private Task<bool>? learning;
    private long learnedAt = Stopwatch.GetTimestamp();

    /// <param name="keys">The valid keys, the one that signs first.</param>
    /// <param name="read">Reads the keys again, and may block. Null if they never change.</param>
    public SigningKeys(IReadOnlyList<SigningKey> keys, Func<List<SigningKey>>? read = null) => (all, this.read) = ([.. keys], read);

    /// <summary>The key that signs.</summary>
    public SigningKey Current => All[0];

    /// <summary>The valid keys, the one that signs first. Keys that are a minute old are read again, for the next call.</summary>
    public IReadOnlyList<SigningKey> All
    {
        get
        {
            if (Stopwatch.GetElapsedTime(Volatile.Read(ref learnedAt)) < Freshness) return all;
            // A failure changes nothing, and the next call tries again.
            LearnAsync().ContinueWith(failed => _ = failed.Exception, TaskContinuationOptions.OnlyOnFaulted);
            return all;
        }
    }

    /// <summary>Returns the keys that may have signed a token.</summary>
    /// <param name="id">The id that the token names. A token that names none is not one of ours.</param>
    public IEnumerable<SecurityKey> Find(string? id) => all.Where(key => key.Id == id).Select(key => key.Key);

    /// <summary>
    /// Reads the keys again, because a token names an unknown one, at most once a second. Returns true if there are other keys than before.
    /// </summary>
    public Task<bool> LearnAsync()
    {
        if (read is null) return Task.FromResult(false);
        lock (gate)
        {
            if (learning is null || (learning.IsCompleted && Stopwatch.GetElapsedTime(learnedAt) >= Pause))
            {
                learnedAt = Stopwatch.GetTimestamp();
                learning = Task.Run(() => Learn(read));
            }

            return learning;
        }
    }

    public void Dispose()
    {
        foreach (var key in all) key.Dispose();
    }

    private bool Learn(Func<List<SigningKey>> read)
    {
        var before = all;
        // Requests use the keys that are known already. So those stay the same objects.
        SigningKey[] now = [.. read().Select(key => Array.Find(before, known => known.Id == key.Id) ?? key)];
        if (now.Length == 0 || now.SequenceEqual(before)) return false;
        all = now;
        return true;
    }
}
