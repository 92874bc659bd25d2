using System.Runtime.CompilerServices;
using SamosaChaat.Shared.Inference;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Transfer.Exports;
using SamosaChaat.Shared.Transfer.Lines;

namespace SamosaChaat.Shared.Transfer.Imports;

/// <summary>Stores the conversations of a file, each for itself. Any thread can call every member.</summary>
internal sealed class Importer(IStore store, Exporter exporter, TokenCounter tokens)
{
    private const string Different = "The store has another conversation with this id. It stays as it is.";
    private const string InTrash = "The conversation is in the trash. Restore it, or delete it there and import it again.";
    private const string Taken = "The ids of the conversation belong to something else.";
    private const string NoRoom = "The account has too many conversations.";
    private const string NoUser = "The account is gone.";

    /// <param name="room">The number of conversations that the user may get.</param>
    public async IAsyncEnumerable<ImportResult> RunAsync(
        Guid userId, IAsyncEnumerable<FoundConversation> file, int room, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var found in file.WithCancellation(ct))
        {
            var result = found.Whole is { } whole
                ? await AddAsync(userId, whole, mayAdd: room > 0, ct)
                : new(found.Id, ImportResults.Invalid, found.Fault);
            if (result.Result == ImportResults.Imported) room--;
            yield return result;
        }
    }

    private async Task<ImportResult> AddAsync(Guid userId, ImportedConversation whole, bool mayAdd, CancellationToken ct)
    {
        // An earlier import may have stored it under other ids, when its own were taken.
        var derived = ImportedConversation.Derive(userId, whole.Head.Id);
        if (await exporter.FindAsync(userId, derived, ct) is { } renamed) return await CompareAsync(renamed, whole.WithIdsOf(userId), ct);
        if (await exporter.FindAsync(userId, whole.Head.Id, ct) is { } own) return await CompareAsync(own, whole, ct);
        return await WriteAsync(userId, whole, mayAdd, ct)
            ?? await WriteAsync(userId, whole.WithIdsOf(userId), mayAdd, ct)
            ?? new(whole.Head.Id, ImportResults.Conflict, Taken);
    }

    /// <returns>Null if one of the ids is taken.</returns>
    private async Task<ImportResult?> WriteAsync(Guid userId, ImportedConversation whole, bool mayAdd, CancellationToken ct)
    {
        var id = whole.Head.Id;
        var add = new AddImported(new(userId, whole, tokens.Count), [.. whole.MessageIds], mayAdd);
        return await store.WriteAsync(add, ct) switch
        {
            AddStatus.Added => new(id, ImportResults.Imported),
            AddStatus.Taken => null,
            AddStatus.Exists => new(id, ImportResults.Conflict, Different),
            AddStatus.InTrash => new(id, ImportResults.Conflict, InTrash),
            AddStatus.Full => new(id, ImportResults.Invalid, NoRoom),
            _ => new(id, ImportResults.Invalid, NoUser),
        };
    }

    private async Task<ImportResult> CompareAsync(ConversationState stored, ImportedConversation whole, CancellationToken ct)
    {
        using var digest = new LineDigest();
        foreach (var line in whole.Lines()) digest.Add(line);
        var wanted = digest.End();
        await foreach (var line in exporter.ConversationAsync(stored, ct)) digest.Add(line);
        return digest.End().AsSpan().SequenceEqual(wanted)
            ? new(whole.Head.Id, ImportResults.Unchanged)
            : new(whole.Head.Id, ImportResults.Conflict, Different);
    }
}
