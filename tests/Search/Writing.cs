using SamosaChaat.Shared.Schema;

namespace SamosaChaat.Tests.Search;

/// <summary>Writes what a test wants, in one transaction on every engine.</summary>
internal sealed class Writing(Guid key, Action<ITableWriter> write) : TableCommand<bool, bool>
{
    internal override Guid Key => key;

    internal override ValueTask<bool> LookAsync(ITableReader db) => new(true);

    internal override bool Decide(bool seen, ITableWriter writes)
    {
        write(writes);
        return true;
    }
}
