using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Storage;

/// <summary>Carries a command through the queue and promises its result.</summary>
internal abstract class WriteJob
{
    /// <summary>See <see cref="Command{T}.Key"/>.</summary>
    public abstract Guid Key { get; }

    /// <summary>See <see cref="Command{T}.SecondKey"/>.</summary>
    public abstract Guid? SecondKey { get; }

    /// <summary>See <see cref="Command{T}.UsesReserve"/>.</summary>
    public abstract bool UsesReserve { get; }

    /// <summary>Returns true, once and for all, if the caller gave up while the command waited. The command must then not run.</summary>
    public abstract bool CancelledBeforeStart();

    public abstract void Run(IWriter writer);

    /// <summary>Runs the command on an engine that defers statements. It completes after the session has sent them.</summary>
    public abstract Task RunAsync(SqlSession db);

    public abstract void Succeed();

    public abstract void Fail(Exception e);
}

internal sealed class WriteJob<T>(Command<T> command, CancellationToken ct) : WriteJob
{
    // The callers' continuations must not run on the writer thread.
    private readonly TaskCompletionSource<T> promise = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? value;

    public Task<T> Result => promise.Task;

    public override Guid Key => command.Key;

    public override Guid? SecondKey => command.SecondKey;

    public override bool UsesReserve => command.UsesReserve;

    public override bool CancelledBeforeStart() => ct.IsCancellationRequested && promise.TrySetCanceled(ct);

    public override void Run(IWriter writer) => value = writer.Run(command);

    public override async Task RunAsync(SqlSession db) => value = await command.Sql(db);

    public override void Succeed() => promise.SetResult(value!);

    public override void Fail(Exception e) => promise.SetException(e);
}
