namespace SamosaChaat.Shared.Storage;

/// <summary>Carries a command through the queue and promises its result.</summary>
internal abstract class WriteJob
{
    /// <summary>Returns true, once and for all, if the caller gave up while the command waited. The command must then not run.</summary>
    public abstract bool CancelledBeforeStart();

    public abstract void Run(IWriter writer);

    public abstract void Succeed();

    public abstract void Fail(Exception e);
}

internal sealed class WriteJob<T>(Command<T> command, CancellationToken ct) : WriteJob
{
    // The callers' continuations must not run on the writer thread.
    private readonly TaskCompletionSource<T> promise = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? value;

    public Task<T> Result => promise.Task;

    public override bool CancelledBeforeStart() => ct.IsCancellationRequested && promise.TrySetCanceled(ct);

    public override void Run(IWriter writer) => value = writer.Run(command);

    public override void Succeed() => promise.SetResult(value!);

    public override void Fail(Exception e) => promise.SetException(e);
}
