using System.Globalization;
using System.Text;
using SamosaChaat.Shared.Observability;

namespace SamosaChaat.Tests.Observability;

public sealed class LogWriterTests
{
    // Nothing waits this long unless it fails.
    [Fact]
    public void Every_line_of_eight_threads_is_there_whole_and_in_its_threads_order()
    {
        const int threads = 8;
        const int each = 10_000;
        var output = new MemoryStream();
        using (var writer = new LogWriter(output, Patience.Limit))
        {
            OnThreads(threads, thread =>
            {
                for (var i = 0; i < each; i++) writer.Write(Encoding.UTF8.GetBytes($"{thread} {i} {new string('x', i % 300)}\n"));
            });
        }

        var lines = Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).ToArray();
        Assert.Equal(threads * each, lines.Length);
        foreach (var ofOne in lines.GroupBy(line => line[0]))
        {
            Assert.Equal(
                Enumerable.Range(0, each).Select(i => (i.ToString(CultureInfo.InvariantCulture), i % 300)),
                ofOne.Select(line => (line[1], line.ElementAtOrDefault(2)?.Length ?? 0)));
        }
    }

    [Fact]
    public async Task A_reader_that_does_not_read_holds_callers_up_and_gets_everything_once_it_does()
    {
        const int lines = 40;
        var line = new byte[LogWriter.MaxWaiting / 10];
        using var output = new BlockedStream();
        using var writer = new LogWriter(output, Patience.Limit);
        writer.Write(line);
        await output.Reached.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
        var written = 1;
        var full = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var caller = new Thread(() =>
        {
            for (var i = 1; i < lines; i++)
            {
                writer.Write(line);
                if (Interlocked.Increment(ref written) == 11) full.SetResult();
            }
        });
        caller.Start();
        await full.Task.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
        // Ten wait behind the one that is being written: there is no room for another.
        SpinWait.SpinUntil(() => caller.ThreadState.HasFlag(ThreadState.WaitSleepJoin), Patience.Limit);
        Assert.Equal(11, Volatile.Read(ref written));

        output.Release();
        Assert.True(caller.Join(Patience.Limit));
        writer.Dispose();

        Assert.Equal((long)lines * line.Length, output.Length);
    }

    [Fact]
    public async Task The_end_waits_for_a_slow_reader()
    {
        using var output = new BlockedStream();
        using var writer = new LogWriter(output, Patience.Limit);
        writer.Write("one\n"u8);
        await output.Reached.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
        writer.Write("two\n"u8);
        var end = Task.Run(writer.Dispose, TestContext.Current.CancellationToken);
        writer.Write("three\n"u8);
        output.Release();
        await end.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
        writer.Write("four\n"u8);

        Assert.Equal("one\ntwo\nthree\nfour\n", output.Text);
    }

    [Fact]
    public async Task The_end_does_not_wait_for_ever_and_neither_does_who_logs_then()
    {
        using var output = new BlockedStream();
        var writer = new LogWriter(output, TimeSpan.Zero);
        var half = new byte[LogWriter.MaxWaiting / 2];
        writer.Write(half);
        await output.Reached.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
        writer.Write(half);
        writer.Write(half);
        var caller = new Thread(() => writer.Write(half));
        caller.Start();

        writer.Dispose();

        Assert.True(caller.Join(Patience.Limit));
        output.Release();
    }

    [Fact]
    public void A_stream_that_throws_harms_nobody()
    {
        using var output = new ClosedStream();
        using var writer = new LogWriter(output, Patience.Limit);

        // More than may wait, so it goes on after the first that failed.
        OnThreads(4, _ =>
        {
            for (var i = 0; i < 1000; i++) writer.Write(new byte[2000]);
        });
        writer.Dispose();
        writer.Write("after the end\n"u8);

        Assert.True(output.Tries > 1);
    }

    private static void OnThreads(int count, Action<int> work)
    {
        var threads = Enumerable.Range(0, count).Select(number => new Thread(() => work(number))).ToArray();
        foreach (var thread in threads) thread.Start();
        Assert.Each(threads, thread => Assert.True(thread.Join(Patience.Limit)));
    }

    private sealed class BlockedStream : MemoryStream
    {
        private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ManualResetEventSlim released = new();

        public Task Reached => reached.Task;

        public string Text => Encoding.UTF8.GetString(ToArray());

        public void Release() => released.Set();

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            reached.TrySetResult();
            released.Wait();
            base.Write(buffer);
        }
    }

    private sealed class ClosedStream : MemoryStream
    {
        private int tries;

        public int Tries => tries;

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            Interlocked.Increment(ref tries);
            throw new IOException("Broken pipe");
        }
    }
}
