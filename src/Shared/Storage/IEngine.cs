namespace SamosaChaat.Shared.Storage;

/// <summary>The machinery under a store: opens the file, migrates it, runs operations.</summary>
internal interface IEngine : IDisposable
{
    /// <summary>As the setting names it.</summary>
    string Name { get; }

    /// <summary>Thread-safe.</summary>
    T Read<T>(Query<T> query);

    /// <summary>The one writer. Called, from <see cref="IWriter.Begin"/> on, by one thread only: LiteDB binds a transaction to it.</summary>
    IWriter Writer { get; }
}

/// <summary>A transaction at a time. After <see cref="Commit"/> returns, a crash of the process loses nothing of it.</summary>
internal interface IWriter
{
    void Begin();

    T Run<T>(Command<T> command);

    void Commit();

    /// <summary>Ends the transaction whatever state it is in, also after a failed <see cref="Begin"/> or <see cref="Commit"/>.</summary>
    void Rollback();
}
