namespace SamosaChaat.Shared.Storage;

/// <summary>Helps engines that run each statement at once, on the calling thread: SQLite and LiteDB.</summary>
internal static class SynchronousEngine
{
    /// <inheritdoc cref="Now{T}(ValueTask{T})"/>
    public static void Now(this ValueTask call)
    {
        if (!call.IsCompleted) throw new InvalidOperationException("An operation waits for something other than the store.");
        call.GetAwaiter().GetResult();
    }

    /// <summary>Takes the result of a call that has already completed.</summary>
    /// <exception cref="InvalidOperationException">The call waits for something other than the store.</exception>
    public static T Now<T>(this ValueTask<T> call)
    {
        if (!call.IsCompleted) throw new InvalidOperationException("An operation waits for something other than the store.");
        return call.GetAwaiter().GetResult();
    }
}
