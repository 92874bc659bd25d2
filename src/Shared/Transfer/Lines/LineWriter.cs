using System.Buffers;
using System.Text.Json;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Shared.Transfer.Lines;

/// <summary>Writes the lines of an export with their hashes, and sends them in parts. It keeps at most one part and one line.</summary>
/// <param name="send">Sends a part. The bytes are valid until it has ended.</param>
internal sealed class LineWriter(Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> send) : IDisposable
{
    private readonly ArrayBufferWriter<byte> waiting = new(2 * BulkSend.Part);
    private readonly LineChain chain = new();

    /// <summary>Writes all lines and sends the last part.</summary>
    public async Task WriteAsync(IAsyncEnumerable<ExportLine> lines, CancellationToken ct)
    {
        await foreach (var line in lines.WithCancellation(ct))
        {
            Add(line);
            if (waiting.WrittenCount >= BulkSend.Part) await SendAsync(ct);
        }

        if (waiting.WrittenCount > 0) await SendAsync(ct);
    }

    public void Dispose() => chain.Dispose();

    private void Add(ExportLine line)
    {
        using var scratch = JsonScratch.Take();
        JsonSerializer.Serialize(scratch.Json, line, ExportJson.Line);
        var json = scratch.Written();
        waiting.Write(json[..^1]);
        waiting.Write(chain.Append(json));
        waiting.Write("\n"u8);
    }

    private async ValueTask SendAsync(CancellationToken ct)
    {
        await send(waiting.WrittenMemory, ct);
        waiting.ResetWrittenCount();
    }
}
