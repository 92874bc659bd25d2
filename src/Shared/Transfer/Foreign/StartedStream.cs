using SamosaChaat.Shared.Diagnostics;

namespace SamosaChaat.Shared.Transfer.Foreign;

/// <summary>Reads a stream whose beginning has been looked at already.</summary>
internal sealed class StartedStream : ForwardStream
{
    private const int MaxBeginning = 64 * 1024;

    private readonly Stream rest;
    private int given;

    private StartedStream(Stream rest, byte[] beginning) => (this.rest, Beginning) = (rest, beginning);

    /// <summary>The first bytes: all of a small file, and enough of a large one to recognise it.</summary>
    public byte[] Beginning { get; }

    public static async Task<StartedStream> StartAsync(Stream stream, CancellationToken ct)
    {
        var beginning = new byte[MaxBeginning];
        var length = await stream.ReadAtLeastAsync(beginning, MaxBeginning, throwOnEndOfStream: false, ct);
        // A socket's thread must not parse.
        await PoolThread.SwitchAsync();
        return new(stream, beginning[..length]);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (given == Beginning.Length) return await rest.ReadAsync(buffer, cancellationToken);
        var count = Math.Min(buffer.Length, Beginning.Length - given);
        Beginning.AsMemory(given, count).CopyTo(buffer);
        given += count;
        return count;
    }
}
