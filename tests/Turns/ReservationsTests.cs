using Microsoft.Extensions.Time.Testing;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Turns;

namespace SamosaChaat.Tests.Turns;

public sealed class ReservationsTests
{
    private static readonly Guid Conversation = Guid.CreateVersion7();
    private readonly FakeTimeProvider clock = new();
    private readonly Reservations reservations;

    public ReservationsTests() => reservations = new(clock);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Requests_for_one_conversation_follow_each_other_in_the_order_of_arrival()
    {
        var first = await reservations.TakeAsync(Conversation, Ct);
        var order = new List<int>();
        var waiting = Enumerable.Range(1, 20).Select(async i =>
        {
            using var reservation = await reservations.TakeAsync(Conversation, Ct);
            lock (order) order.Add(i);
        }).ToArray();
        Assert.Empty(order);

        first.Dispose();

        await Task.WhenAll(waiting);
        Assert.Equal(Enumerable.Range(1, 20), order);
        Assert.Equal(0, reservations.Count);
    }

    [Fact]
    public async Task Another_conversation_does_not_wait()
    {
        using var first = await reservations.TakeAsync(Conversation, Ct);

        using var other = await reservations.TakeAsync(Guid.CreateVersion7(), Ct).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Ct);

        Assert.Equal(2, reservations.Count);
    }

    [Fact]
    public async Task A_request_that_gives_up_is_passed_over()
    {
        var first = await reservations.TakeAsync(Conversation, Ct);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var impatient = reservations.TakeAsync(Conversation, patience.Token).AsTask();
        var next = reservations.TakeAsync(Conversation, Ct).AsTask();

        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        first.Dispose();

        (await next).Dispose();
        Assert.Equal(0, reservations.Count);
    }

    [Fact]
    public async Task A_request_that_waits_too_long_is_refused_and_passed_over()
    {
        var first = await reservations.TakeAsync(Conversation, Ct);
        var late = reservations.TakeAsync(Conversation, Ct).AsTask();

        clock.Advance(Reservations.Patience);

        await Assert.ThrowsAsync<UnavailableException>(() => late.WaitAsync(Ct));
        first.Dispose();
        Assert.Equal(0, reservations.Count);
    }

    [Fact]
    public async Task Giving_up_at_the_moment_of_the_release_loses_no_reservation()
    {
        for (var round = 0; round < 1000; round++)
        {
            var first = await reservations.TakeAsync(Conversation, Ct);
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ct);
            var impatient = reservations.TakeAsync(Conversation, patience.Token).AsTask();
            await Task.WhenAll(Task.Run(first.Dispose, Ct), Task.Run(patience.Cancel, Ct));
            try
            {
                (await impatient).Dispose();
            }
            catch (OperationCanceledException)
            {
                // It gave up in time.
            }

            (await reservations.TakeAsync(Conversation, Ct)).Dispose();
        }

        Assert.Equal(0, reservations.Count);
    }
}
