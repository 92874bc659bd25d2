using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Tests.Storage;

/// <summary>Stands in for an engine's writer, so that a test decides how long a commit takes and what fails.</summary>
internal sealed class RecordingWriter : IWriter
{
    private readonly List<string> journal = [];

    /// <summary>What was asked of it, in order.</summary>
    public string[] Journal
    {
        get
        {
            lock (journal) return [.. journal];
        }
    }

    public Action OnCommit { get; set; } = () => { };

    public Action OnRollback { get; set; } = () => { };

    public int ThreadId { get; private set; }

    public void Begin() => Note("begin");

    public T Run<T>(Command<T> command)
    {
        Note(command.ToString()!);
        return command.Sql(null!).Now();
    }

    public void Commit()
    {
        Note("commit");
        OnCommit();
    }

    public void Rollback()
    {
        Note("rollback");
        OnRollback();
    }

    public bool IsFullDisk(Exception failure) => failure is IOException e && e.IsFullDisk();

    private void Note(string what)
    {
        ThreadId = Environment.CurrentManagedThreadId;
        lock (journal) journal.Add(what);
    }
}

/// <summary>A command that is known by its name and answers with it.</summary>
internal sealed class Named(string name, Action? act = null) : Command<string>
{
    public override string ToString() => name;

    internal override Guid Key => Guid.Empty;

    internal override ValueTask<string> Sql(SqlSession db)
    {
        act?.Invoke();
        return new(name);
    }

    internal override string Documents(DocumentSession db) => Sql(null!).Now();
}

/// <summary>Holds the first that comes by until it is opened; later ones pass.</summary>
internal sealed class Gate : IDisposable
{
    private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim opened = new();

    /// <summary>Completes when somebody stands before the gate.</summary>
    public Task Reached => reached.Task;

    public void Pass()
    {
        reached.TrySetResult();
        Assert.True(opened.Wait(Patience.Limit), "The gate was never opened.");
    }

    public void Open() => opened.Set();

    public void Dispose() => opened.Dispose();
}
