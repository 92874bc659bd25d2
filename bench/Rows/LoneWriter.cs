using System.Diagnostics;
using SamosaChaat.Bench.Seeding;

namespace SamosaChaat.Bench.Rows;

/// <summary>One writer, alone with the engine: a row is a commit. What the store's queue is held against.</summary>
internal sealed class LoneWriter(IRawEngine engine, Archive archive) : IRowsSide
{
    public Task<double> RoundAsync(TimeSpan time)
    {
        var (started, written) = (Stopwatch.GetTimestamp(), 0);
        while (Stopwatch.GetElapsedTime(started) < time) engine.Insert(History.NewMessage(archive.Any(Random.Shared).ConversationId, Archive.MessagesEach + written++));
        var perSecond = written / Stopwatch.GetElapsedTime(started).TotalSeconds;
        engine.RemoveFrom(Archive.MessagesEach);
        return Task.FromResult(perSecond);
    }
}
