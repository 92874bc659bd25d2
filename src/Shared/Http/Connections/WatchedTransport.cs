using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace SamosaChaat.Shared.Http.Connections;

/// <summary>
/// Tells a connection's slot when Kestrel waits for the client. Here every wait is seen: heads, bodies, TLS, all responses, and the time
/// between requests. A read that continues at once is no wait.
/// </summary>
internal sealed class WatchedTransport(IDuplexPipe transport, ConnectionSlot slot) : IDuplexPipe
{
    public PipeReader Input { get; } = new Reader(transport.Input, slot);

    public PipeWriter Output { get; } = new Writer(transport.Output, slot);

    private sealed class Reader(PipeReader pipe, ConnectionSlot slot) : PipeReader
    {
        public override bool TryRead(out ReadResult result) => pipe.TryRead(out result);

        public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
        {
            var read = pipe.ReadAsync(cancellationToken);
            return read.IsCompleted ? read : WaitAsync(read);
        }

        public override void AdvanceTo(SequencePosition consumed) => pipe.AdvanceTo(consumed);

        public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) => pipe.AdvanceTo(consumed, examined);

        public override void CancelPendingRead() => pipe.CancelPendingRead();

        public override void Complete(Exception? exception = null) => pipe.Complete(exception);

        [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
        private async ValueTask<ReadResult> WaitAsync(ValueTask<ReadResult> read)
        {
            slot.BeginRead();
            try
            {
                return await read;
            }
            finally
            {
                slot.EndRead();
            }
        }
    }

    private sealed class Writer(PipeWriter pipe, ConnectionSlot slot) : PipeWriter
    {
        public override bool CanGetUnflushedBytes => pipe.CanGetUnflushedBytes;

        public override long UnflushedBytes => pipe.UnflushedBytes;

        public override void Advance(int bytes) => pipe.Advance(bytes);

        public override Memory<byte> GetMemory(int sizeHint = 0) => pipe.GetMemory(sizeHint);

        public override Span<byte> GetSpan(int sizeHint = 0) => pipe.GetSpan(sizeHint);

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) =>
            Watch(pipe.FlushAsync(cancellationToken));

        public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default) =>
            Watch(pipe.WriteAsync(source, cancellationToken));

        public override void CancelPendingFlush() => pipe.CancelPendingFlush();

        public override void Complete(Exception? exception = null) => pipe.Complete(exception);

        private ValueTask<FlushResult> Watch(ValueTask<FlushResult> flush)
        {
            slot.Sent();
            return flush.IsCompleted ? flush : WaitAsync(flush);
        }

        [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
        private async ValueTask<FlushResult> WaitAsync(ValueTask<FlushResult> flush)
        {
            slot.BeginSend();
            try
            {
                return await flush;
            }
            finally
            {
                slot.EndSend();
            }
        }
    }
}
