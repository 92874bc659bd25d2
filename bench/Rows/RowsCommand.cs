using System.Globalization;
using SamosaChaat.Bench.Hosting;
using SamosaChaat.Bench.Measuring;
using SamosaChaat.Features.Messages.ListMessages;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Bench.Rows;

/// <summary>What many writers gain by sharing commits, and whether a store goes on writing and reading as fast when it is full. In this process, through the store itself.</summary>
internal sealed class RowsCommand(RowsOptions options)
{
    private const int Few = 1_000;

    /// <returns>0 when every figure reaches what is asked of it, 1 when one does not.</returns>
    public async Task<int> RunAsync()
    {
        var figures = await MeasureAsync();
        return FigureTable.Tell(string.Create(CultureInfo.InvariantCulture, $"{options.Engine}, {Few:N0} and {options.Messages:N0} messages in conversations of {Archive.MessagesEach}. Medians of {options.Rounds} rounds of {options.Seconds} s a side (least..greatest)."), figures);
    }

    public async Task<IReadOnlyList<Figure>> MeasureAsync()
    {
        var scratch = Directory.CreateTempSubdirectory("samosachaat-bench-").FullName;
        try
        {
            var few = await Archive.SeededAsync(options.Folder ?? scratch, options.Engine, Few);
            var many = await Archive.SeededAsync(options.Folder ?? scratch, options.Engine, options.Messages);
            return await MeasureAsync(few, few.CopyTo(Path.Combine(scratch, "few")), many.CopyTo(Path.Combine(scratch, "many")), Path.Combine(scratch, "raw"));
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    private async Task<IReadOnlyList<Figure>> MeasureAsync(Archive seeded, Archive few, Archive many, string raw)
    {
        using var engine = Raw(seeded.CopyTo(raw));
        using var fewOpen = new OpenFolder(few.Path, few.Engine);
        using var manyOpen = new OpenFolder(many.Path, many.Engine);
        var samples = await WriteAsync(
            new LoneWriter(engine, few), new Writers(fewOpen, few, 1), new Writers(fewOpen, few, 16), new Writers(fewOpen, few, 256), new Writers(manyOpen, many, 256));
        var (alone, one, sixteen, crowd, crowdOfMany) = (samples[0], samples[1], samples[2], samples[3], samples[4]);
        var reads = await Interleaved.MeasureAsync(options.Rounds, ReadFrom(fewOpen, few), ReadFrom(manyOpen, many));

        var (rows, full) = ("rows/s", string.Create(CultureInfo.InvariantCulture, $"{options.Messages:N0} messages / at {Few:N0}"));
        return
        [
            Figure.Of($"{rows}, one writer through the queue / alone with raw commits", one, alone, "N0", bound: null),
            Figure.Of($"{rows}, 16 writers / one alone with raw commits", sixteen, alone, "N0", Bound.AtLeast(4, 4.5).For(options.Engine)),
            Figure.Of($"{rows}, 256 writers / one alone with raw commits", crowd, alone, "N0", Bound.AtLeast(6, 8).For(options.Engine)),
            Figure.Of($"{rows}, 256 writers, at {full}", crowdOfMany, crowd, "N0", Bound.AtLeast(0.45, 0.6).For(options.Engine)),
            Figure.Of($"p50 of a read of {Archive.MessagesEach} messages, µs, at {full}", reads[1].P50, reads[0].P50, "F0", Bound.AtMost(1.3, 1.1).For(options.Engine)),
        ];
    }

    private async Task<Samples[]> WriteAsync(params IRowsSide[] sides)
    {
        var time = TimeSpan.FromSeconds(options.Seconds);
        // For the compiler, and for the log to be as long as it gets.
        foreach (var side in sides) await side.RoundAsync(time);
        var samples = Array.ConvertAll(sides, _ => new Samples());
        for (var round = 0; round < options.Rounds; round++)
        {
            for (var i = 0; i < sides.Length; i++) samples[i].Add(await sides[i].RoundAsync(time));
        }

        return samples;
    }

    private static IRawEngine Raw(Archive archive) => archive.Engine == StorageOptions.LiteDb ? new RawLiteDb(archive.Path) : new RawSqlite(archive.Path);

    private static Func<ValueTask> ReadFrom(OpenFolder folder, Archive archive)
    {
        var random = new Random(1);
        return async () =>
        {
            var talk = archive.Any(random);
            using var page = await folder.Store.ReadAsync(new PageOfMessages(talk.UserId, talk.ConversationId, Cursor.Start, Archive.MessagesEach), default);
        };
    }
}
