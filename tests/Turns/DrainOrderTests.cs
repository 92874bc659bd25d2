using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Http.Connections;
using SamosaChaat.Shared.Limits;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Turns;

namespace SamosaChaat.Tests.Turns;

/// <summary>The order of a shutdown that begins while turns begin.</summary>
public sealed class DrainOrderTests
{
    [Fact]
    public async Task A_turn_that_is_being_stored_when_the_shutdown_begins_has_its_time()
    {
        var (user, turns) = (Guid.NewGuid(), new ActiveTurns());
        var streaming = Options.Create(new StreamingOptions { DrainTimeout = Patience.Limit });
        var slots = new TurnSlots(
            streaming, Options.Create(new LimitsOptions()), Options.Create(new StorageOptions()), new DescriptorBudget(most: null, () => null));
        var drain = new Drain(turns, slots, TimeProvider.System, streaming, NullLogger<Drain>.Instance);
        slots.Take(user);

        var stopping = drain.StoppingAsync(TestContext.Current.CancellationToken);
        Assert.False(turns.Stopping.IsCompleted);
        slots.Release(user);

        await stopping;
        Assert.True(turns.Stopping.IsCompleted);
    }
}
