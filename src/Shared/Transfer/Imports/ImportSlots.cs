using Microsoft.Extensions.Options;

namespace SamosaChaat.Shared.Transfer.Imports;

/// <summary>Bounds the imports that run at once, and so their memory. Any thread can call every member.</summary>
internal sealed class ImportSlots(IOptions<ImportOptions> options) : IDisposable
{
    private readonly SemaphoreSlim free = new(options.Value.AtOnce);

    /// <summary>Takes a slot until the result is disposed of. Returns null if none is free.</summary>
    public IDisposable? TryTake() => free.Wait(TimeSpan.Zero) ? new Slot(free) : null;

    public void Dispose() => free.Dispose();

    private sealed class Slot(SemaphoreSlim free) : IDisposable
    {
        public void Dispose() => free.Release();
    }
}
