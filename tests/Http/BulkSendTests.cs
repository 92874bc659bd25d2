using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Turns;
using SamosaChaat.Shared.Turns.Events;

namespace SamosaChaat.Tests.Http;

/// <summary>What is long goes out in parts, and after each part others have their turn, whatever thread it began on.</summary>
public sealed class BulkSendTests
{
    private const int Long = 1024 * 1024;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_long_body_leaves_the_thread_of_the_sockets_after_its_first_part()
    {
        using var body = new PooledBuffer();
        body.GetSpan(Long);
        body.Advance(Long);

        Check(await SendAsync(body.SendAsync), Long);
    }

    [Fact]
    public async Task A_long_replay_leaves_the_thread_of_the_sockets_after_its_first_part()
    {
        var log = new EventLog(attempt: 0);
        log.Append("x", static (json, text) => json.WriteStringValue(text));
        log.AppendTokens(new string('a', Long), [.. Enumerable.Repeat(1024, Long / 1024)]);
        log.Append("x", static (json, text) => json.WriteStringValue(text), last: true);
        var writer = new SseWriter(TimeProvider.System, Options.Create(new StreamingOptions()), NullLogger<SseWriter>.Instance);

        Check(await SendAsync(http => writer.WriteAsync(http, log, -1)), log.Length);
    }

    private static void Check(WatchedWriter sent, int length)
    {
        Assert.Equal(length, sent.Lengths.Sum());
        Assert.True(sent.Lengths.Max() <= 64 * 1024, "A part is too long.");
        // The first part may be sent by the thread that has read the request.
        Assert.InRange(sent.OutsideThePool, 0, 1);
    }

    /// <summary>Sends to a client that takes everything at once, from a thread like that of the sockets.</summary>
    private static async Task<WatchedWriter> SendAsync(Func<HttpContext, Task> send)
    {
        var writer = new WatchedWriter();
        var http = new DefaultHttpContext();
        http.Features.Set<IHttpResponseBodyFeature>(new Body(writer));
        await Task.Factory.StartNew(() => send(http), Ct, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap().WaitAsync(Patience.Limit, Ct);
        return writer;
    }

    private sealed class Body(PipeWriter writer) : IHttpResponseBodyFeature
    {
        public Stream Stream => Stream.Null;

        public PipeWriter Writer => writer;

        public Task CompleteAsync() => Task.CompletedTask;

        public void DisableBuffering()
        {
            // Nothing is buffered.
        }

        public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task StartAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;
    }

    private sealed class WatchedWriter : PipeWriter
    {
        public List<int> Lengths { get; } = [];

        public int OutsideThePool { get; private set; }

        public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
        {
            Lengths.Add(source.Length);
            if (!Thread.CurrentThread.IsThreadPoolThread) OutsideThePool++;
            return ValueTask.FromResult(default(FlushResult));
        }

        public override void Advance(int bytes) => throw new NotSupportedException();

        public override Memory<byte> GetMemory(int sizeHint = 0) => throw new NotSupportedException();

        public override Span<byte> GetSpan(int sizeHint = 0) => throw new NotSupportedException();

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult(default(FlushResult));

        public override void CancelPendingFlush() => throw new NotSupportedException();

        public override void Complete(Exception? exception = null) => throw new NotSupportedException();
    }
}
