using System.Text;
using SamosaChaat.Shared.Inference;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Transfer.Exports;
using SamosaChaat.Shared.Transfer.Imports;
using SamosaChaat.Shared.Transfer.Lines;

namespace SamosaChaat.Tests.Transfer;

/// <summary>Exports and imports bytes, without a server.</summary>
internal static class Files
{
    public const int MaxConversation = 1 << 22;

    private static readonly TokenCounter Tokens = new();

    public static async Task<byte[]> ExportAsync(IStore store, Guid userId, Guid after = default)
    {
        using var file = new MemoryStream();
        using var writer = new LineWriter((part, ct) => file.WriteAsync(part, ct));
        await writer.WriteAsync(new Exporter(store).AccountAsync(userId, after, tell: null, CancellationToken.None), CancellationToken.None);
        return file.ToArray();
    }

    /// <summary>Returns null if the bytes are no export.</summary>
    public static async Task<List<ImportResult>?> ImportAsync(IStore store, Guid userId, byte[] bytes, int room = int.MaxValue, int maxConversation = MaxConversation)
    {
        using var stream = new MemoryStream(bytes);
        using var reader = new LineReader(stream, maxConversation);
        using var file = await JsonLinesSource.OpenAsync(reader, maxConversation, CancellationToken.None);
        if (file is null) return null;
        var results = new List<ImportResult>();
        var importer = new Importer(store, new Exporter(store), Tokens);
        await foreach (var result in importer.RunAsync(userId, file.ReadAsync(CancellationToken.None), room, CancellationToken.None)) results.Add(result);
        return results;
    }

    /// <summary>Makes an export of lines, with the right hashes.</summary>
    public static byte[] Of(params IEnumerable<string> lines) => Of(lines.Select(Encoding.UTF8.GetBytes));

    /// <inheritdoc cref="Of(IEnumerable{string})"/>
    public static byte[] Of(IEnumerable<byte[]> lines)
    {
        using var chain = new LineChain();
        var bytes = new List<byte>();
        foreach (var line in lines)
        {
            bytes.AddRange(line[..^1]);
            bytes.AddRange(chain.Append(line));
            bytes.Add((byte)'\n');
        }

        return [.. bytes];
    }

    public static string[] Lines(byte[] file) => Encoding.UTF8.GetString(file).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static byte[] Joined(params IEnumerable<string> lines) => Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => $"{line}\n")));
}
