using System.Diagnostics;
using SamosaChaat.Bench.Hosting;
using SamosaChaat.Bench.Seeding;
using SamosaChaat.Shared.Domain;

namespace SamosaChaat.Bench.Rows;

/// <summary>
/// So many at once that each store a message of a conversation by chance, wait until it is durable, and store the next one. Through the store and its queue.
/// </summary>
internal sealed class Writers(OpenFolder folder, Archive archive, int count) : IRowsSide
{
    private const int RemovedAtOnce = 1_000;

    // Beyond those that are there; each message has a place of its own in its conversation.
    private int place = Archive.MessagesEach;

    public async Task<double> RoundAsync(TimeSpan time)
    {
        var started = Stopwatch.GetTimestamp();
        var written = await Task.WhenAll(Enumerable.Range(0, count).Select(_ => Task.Run(() => WriteAsync(started, time))));
        var perSecond = written.Sum(ids => ids.Count) / Stopwatch.GetElapsedTime(started).TotalSeconds;
        foreach (var ids in written.SelectMany(ids => ids).Chunk(RemovedAtOnce)) await folder.Store.WriteAsync(new RemoveMessages(ids), default);
        return perSecond;
    }

    private async Task<List<Guid>> WriteAsync(long started, TimeSpan time)
    {
        var written = new List<Guid>();
        while (Stopwatch.GetElapsedTime(started) < time)
        {
            var message = NextMessage();
            await folder.Store.WriteAsync(new AddMessage(message), default);
            written.Add(message.Id);
        }

        return written;
    }

    private Message NextMessage() => History.NewMessage(archive.Any(Random.Shared).ConversationId, Interlocked.Increment(ref place));
}
