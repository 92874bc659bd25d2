using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;

namespace SamosaChaat.Shared.Audit;

/// <summary>Adds an entry of something that changed nothing in the store, such as a read or a failed sign-in.</summary>
internal sealed class AddEntry(AuditEntry entry) : TableCommand<bool, bool>
{
    internal override Guid Key => entry.Id;

    internal override bool UsesReserve => true;

    internal override ValueTask<bool> LookAsync(ITableReader db) => new(true);

    internal override bool Decide(bool seen, ITableWriter writes)
    {
        writes.Add(entry);
        return seen;
    }
}
