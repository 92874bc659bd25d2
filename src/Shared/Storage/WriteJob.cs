namespace SamosaChaat.Shared.Storage;

/// <summary>A command on its way through the queue, and the promise of its result.</summary>
internal abstract class WriteJob
{
    /// <summary>True, once and for all, if its caller gave up while it waited; it must not run then.</summary>
    public abstract bool CancelledBeforeStart();

    public abstract void Run(IWriter writer);

    public abstract void Succeed();

    public abstract void Fail(Exception e);
}

internal sealed class WriteJob<T>(Command<T> command, CancellationToken ct) : WriteJob
{
    // Callers must not go on upon the writer thread.
    private readonly TaskCompletionSource<T> promise = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? value;

    public Task<T> Result => promise.Task;

    public override bool CancelledBeforeStart() => ct.IsCancellationRequested && promise.TrySetCanceled(ct);

    public override void Run(IWriter writer) => value = writer.Run(command);

    public override void Succeed() => promise.SetResult(value!);

    public override void Fail(Exception e) => promise.SetException(e);
}
