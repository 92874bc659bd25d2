using System.Buffers;
using System.Text.Json;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Transfer.Imports;

namespace SamosaChaat.Features.Conversations.ImportConversations;

/// <summary>
/// Writes the result of each conversation as a line of JSON. Most clients read the response when they have sent the whole body, so it is
/// kept until then, or until it is large.
/// </summary>
internal sealed class ResultLines(HttpResponse response)
{
    /// <summary>The number of bytes to keep, which is about 10,000 results.</summary>
    private const int Kept = 1 << 20;

    private static readonly JsonEncodedText Id = JsonEncodedText.Encode("id");
    private static readonly JsonEncodedText Result = JsonEncodedText.Encode("result");
    private static readonly JsonEncodedText Detail = JsonEncodedText.Encode("detail");
    private static readonly JsonEncodedText Summary = JsonEncodedText.Encode("summary");
    private static readonly string[] Counted = [ImportResults.Imported, ImportResults.Unchanged, ImportResults.Conflict, ImportResults.Invalid];

    private readonly ArrayBufferWriter<byte> waiting = new();
    private readonly int[] counts = new int[Counted.Length];

    /// <summary>True before the first result.</summary>
    public bool IsEmpty => counts.All(count => count == 0);

    public async ValueTask AddAsync(ImportResult result, CancellationToken ct)
    {
        counts[Array.IndexOf(Counted, result.Result)]++;
        Write(json =>
        {
            if (result.Id is { } id) json.WriteString(Id, id);
            else json.WriteNull(Id);
            json.WriteString(Result, result.Result);
            if (result.Detail is { } detail) json.WriteString(Detail, detail);
        });
        if (waiting.WrittenCount >= Kept) await SendAsync(ct);
    }

    /// <summary>Writes the numbers of all results, and sends what is left.</summary>
    public async ValueTask EndAsync(CancellationToken ct)
    {
        Write(json =>
        {
            json.WriteStartObject(Summary);
            foreach (var (name, count) in Counted.Zip(counts)) json.WriteNumber(name, count);
            json.WriteEndObject();
        });
        await SendAsync(ct);
    }

    private void Write(Action<Utf8JsonWriter> properties)
    {
        using var scratch = JsonScratch.Take();
        scratch.Json.WriteStartObject();
        properties(scratch.Json);
        scratch.Json.WriteEndObject();
        waiting.Write(scratch.Written("\n"u8));
    }

    private async ValueTask SendAsync(CancellationToken ct)
    {
        if (!response.HasStarted) response.ContentType = $"{MediaTypes.JsonLines}; charset=utf-8";
        await BulkSend.WriteAsync(response, waiting.WrittenMemory, ct);
        waiting.ResetWrittenCount();
    }
}
