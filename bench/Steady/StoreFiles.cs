using SamosaChaat.Bench.Hosting;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.Sqlite;

namespace SamosaChaat.Bench.Steady;

/// <summary>How large a running server's store is, and the log that is folded into it.</summary>
internal sealed class StoreFiles(ServerSetup setup)
{
    /// <summary>A frame of SQLite's log: a page of 4,096 bytes and its header.</summary>
    private const int FrameBytes = 24 + 4096;

    /// <summary>LiteDB folds its log in after 1,000 pages of 8,192 bytes unless it is told otherwise.</summary>
    private const int LiteDbBytes = 1_000 * 8_192;

    private readonly string store = Path.Combine(setup.Folder, new StorageOptions { Engine = setup.Engine }.FileName);

    /// <summary>
    /// What the log may take: as much as makes the engine fold it in, and as much again, for the transaction that crosses the line and for what is written
    /// while a reader still needs the log as it was. SQLite's file keeps the size that it once had, so none of it can be missed.
    /// </summary>
    public long LogAtMost => 2L * (setup.Engine == StorageOptions.Sqlite ? SqliteEngine.LogPages * FrameBytes : LiteDbBytes);

    public long Size => Length(store);

    public long Log => Length(setup.Engine == StorageOptions.Sqlite ? store + "-wal" : Path.ChangeExtension(store, null) + "-log" + Path.GetExtension(store));

    private static long Length(string file) => new FileInfo(file) is { Exists: true } info ? info.Length : 0;
}
