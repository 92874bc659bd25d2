namespace SamosaChaat.Bench.Kills;

/// <summary>An operation in a process that can be killed.</summary>
internal interface IOperationRun : IAsyncDisposable
{
    /// <summary>Completes when the operation is over, by itself or by a kill. Has the reason of a failure, or null.</summary>
    Task<string?> Ended { get; }

    /// <summary>SIGKILL: the process gets no chance to put anything in order.</summary>
    Task KillAsync();
}
