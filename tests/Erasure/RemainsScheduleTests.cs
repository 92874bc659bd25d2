using Microsoft.Extensions.Logging.Abstractions;
using SamosaChaat.Shared.Erasure;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Tests.Storage;

namespace SamosaChaat.Tests.Erasure;

public sealed class RemainsScheduleTests
{
    private static readonly TimeSpan First = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Pause = TimeSpan.FromHours(6);

    [Fact]
    public async Task A_server_erases_remains_soon_after_its_start_and_every_six_hours()
    {
        using var patience = new CancellationTokenSource(Patience.Limit);
        var clock = new StandingClock();
        using var store = new TempStore("sqlite");
        using var schedule = ScheduleOf(store, clock);
        await schedule.StartAsync(patience.Token);
        await clock.WaitsAsync(First, patience.Token);
        foreach (var time in new[] { First, Pause })
        {
            var leaving = await Talker.JoinAsync(store);
            await leaving.TalkAsync(store, 0, 5_000);
            await leaving.LeaveAsync(store);
            Assert.NotEmpty(Traces.In(store.Root, leaving.Marker));

            clock.Advance(time);
            // It has done it when it waits for the next time.
            await clock.WaitsAsync(Pause, patience.Token);

            Assert.Empty(Traces.In(store.Root, leaving.Marker[8..]));
        }

        await schedule.StopAsync(patience.Token);
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("litedb")]
    public async Task A_server_removes_the_folder_that_a_killed_compact_has_left(string engine)
    {
        using var patience = new CancellationTokenSource(Patience.Limit);
        var clock = new StandingClock();
        using var store = new TempStore(engine);
        var left = Directory.CreateDirectory(Path.Combine(store.Root, $"{DataFolder.Unfinished}left")).FullName;
        await File.WriteAllTextAsync(Path.Combine(left, Path.GetFileName(store.File)), "a deleted text", patience.Token);
        using var schedule = ScheduleOf(store, clock);
        await schedule.StartAsync(patience.Token);
        await clock.WaitsAsync(First, patience.Token);

        clock.Advance(First);
        await clock.WaitsAsync(Pause, patience.Token);

        Assert.False(Directory.Exists(left));
        await schedule.StopAsync(patience.Token);
    }

    private static RemainsSchedule ScheduleOf(TempStore store, TimeProvider clock) =>
        new(new(store.Store), store.Folder, clock, NullLogger<RemainsSchedule>.Instance);
}
