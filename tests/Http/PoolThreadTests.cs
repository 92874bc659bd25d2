using SamosaChaat.Shared.Diagnostics;

namespace SamosaChaat.Tests.Http;

public sealed class PoolThreadTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>A busy machine may stop the thread of a socket between the call and the wait.</summary>
    [Fact]
    public async Task Who_leaves_a_thread_late_leaves_it_all_the_same()
    {
        var continued = new TaskCompletionSource<bool>();
        var thread = new Thread(() => _ = LeaveLateAsync());
        thread.Start();

        Assert.True(await continued.Task.WaitAsync(Patience.Limit, Ct));

        async Task LeaveLateAsync()
        {
            var switching = PoolThread.SwitchAsync();
            // Another thread has time for all that was given to the pool.
            SpinWait.SpinUntil(() => switching.GetAwaiter().IsCompleted, TimeSpan.FromMilliseconds(200));
            await switching;
            continued.SetResult(Thread.CurrentThread.IsThreadPoolThread);
        }
    }
}
