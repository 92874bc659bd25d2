using SamosaChaat.Shared.Erasure;
using SamosaChaat.Tests.Storage;

namespace SamosaChaat.Tests.Erasure;

/// <summary>
/// Rows of many users share pages, which the engine rearranges as they grow. Whatever it did, the rows of deleted users are in no file
/// after the remains are erased.
/// </summary>
public abstract class DeletedRowsTests(string engine)
{
    private const int Rounds = 3;
    private const int NewTalkers = 6;
    private const int TurnsOfARound = 240;
    private const int AtOnce = 40;

    [Fact]
    public async Task Whatever_was_written_deleted_rows_are_in_no_file()
    {
        var random = Seeded.Random();
        using var store = new TempStore(engine);
        var remains = new Remains(store.Store);
        var (talkers, gone) = (new List<Talker>(), new List<string>());
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < NewTalkers; i++) talkers.Add(await Talker.JoinAsync(store));
            foreach (var turns in Enumerable.Range(0, TurnsOfARound).Chunk(AtOnce))
            {
                await Task.WhenAll(turns.Select(_ =>
                    talkers[random.Next(talkers.Count)].TalkAsync(store, random.Next(5), TextLength(random))));
            }

            for (var i = 0; i < NewTalkers / 2; i++)
            {
                var leaving = talkers[random.Next(talkers.Count)];
                await leaving.LeaveAsync(store);
                talkers.Remove(leaving);
                gone.Add(leaving.Marker);
            }

            Assert.True(await remains.EraseAsync(_ => { }, TestContext.Current.CancellationToken));
            Assert.Each(gone, marker => Assert.Empty(Traces.In(store.Root, marker[8..])));
        }

        Assert.Each(talkers.Where(talker => talker.HasTalked), talker => Assert.NotEmpty(Traces.In(store.Root, talker.Marker)));
    }

    // Most rows share a page with others, and some need several pages.
    private static int TextLength(Random random) => random.Next(4) switch
    {
        0 => random.Next(20_000),
        1 => random.Next(2_000),
        _ => random.Next(200),
    };
}

public sealed class DeletedRowsOnSqlite() : DeletedRowsTests("sqlite");

public sealed class DeletedRowsOnLiteDb() : DeletedRowsTests("litedb");
