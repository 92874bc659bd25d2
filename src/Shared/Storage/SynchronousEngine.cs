namespace SamosaChaat.Shared.Storage;

/// <summary>For engines that run each statement at once, on the calling thread: SQLite and LiteDB.</summary>
internal static class SynchronousEngine
{
    /// <summary>Takes the result of a call that has completed by the time it returns.</summary>
    /// <exception cref="InvalidOperationException">The call waits for something that no synchronous engine waits for.</exception>
    public static T Now<T>(this ValueTask<T> call)
    {
        if (!call.IsCompleted) throw new InvalidOperationException("An operation waits for something other than the store.");
        return call.GetAwaiter().GetResult();
    }
}
