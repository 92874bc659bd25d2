using System.Globalization;
using CsCheck;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Tests.Storage;

/// <summary>Random trees of versions: path, versions, forks, pages and contexts are the same on every engine and in the model.</summary>
public sealed class VersionTreeTests
{
    private const int MostSteps = 20;

    /// <summary>A person runs 10,000 of them (docs/versions.md).</summary>
    private static readonly int Trees = int.Parse(Environment.GetEnvironmentVariable("SAMOSACHAAT_VERSION_TREES") ?? "100", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData(StorageOptions.Sqlite)]
    [InlineData(StorageOptions.LiteDb)]
    [InlineData(StorageOptions.Postgres)]
    public async Task Every_tree_is_what_the_model_has(string engine)
    {
        using var store = new TempStore(engine);
        var run = 0;
        await TreeDraft.Any.Array[1, MostSteps].SampleAsync(
            async drafts =>
            {
                var steps = new VersionTree(new(++run)).Steps(drafts).ToList();
                var model = new StoreModel();
                foreach (var step in steps)
                {
                    var expected = step.Expect(model);
                    Assert.Equal(expected, await step.Run(store));
                }
            },
            iter: Trees,
            threads: 1);
    }
}
