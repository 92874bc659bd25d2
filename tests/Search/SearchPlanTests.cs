using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Tests.Storage;

namespace SamosaChaat.Tests.Search;

/// <summary>SQLite reads the index of words in the order of the results, so that common words cost no more than rare ones.</summary>
public sealed class SearchPlanTests
{
    [Fact]
    public void SQLite_sorts_nothing_and_finds_each_message_by_its_number()
    {
        using var store = new TempStore(StorageOptions.Sqlite);
        store.Close();
        using var db = OldSchema.Open(store.File);

        var steps = db.Prepare($"EXPLAIN QUERY PLAN {SearchFinding.Found.Sqlite}").AllAsync(row => row.Text(3)).Now();

        Assert.Equal(3, steps.Count);
        // FTS5 names what it uses: its own order from the greatest number down (r), the match (M), and both bounds of the number.
        Assert.StartsWith("SCAN search_terms VIRTUAL TABLE INDEX ", steps[0], StringComparison.Ordinal);
        Assert.Equal("SEARCH m USING INDEX messages_indexed (indexed=?)", steps[1]);
        Assert.Equal("SEARCH c USING INTEGER PRIMARY KEY (rowid=?)", steps[2]);
    }
}
