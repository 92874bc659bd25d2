namespace SamosaChaat.Shared.Observability;

/// <summary>
/// Writes lines to a stream on a separate thread. The first line after a pause is written at once. Later lines are written together after a
/// few milliseconds. A caller only copies its line under a short lock. If the stream's reader is too slow, callers wait, and no line is
/// lost.
/// </summary>
internal sealed class LogWriter : IDisposable
{
    /// <summary>The maximum number of waiting bytes. Callers wait beyond it.</summary>
    public const int MaxWaiting = 1024 * 1024;

    // The maximum buffer size that is kept after a burst.
    private const int Kept = 64 * 1024;

    /// <summary>
    /// The pause between two writes. Waking the thread and the reader for each line would cost a busy server more than the rest of its
    /// logging.
    /// </summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private readonly Lock sending = new();
    private readonly object gate = new();
    private readonly Stream output;
    private readonly TimeSpan patience;
    private readonly Thread thread;
    private byte[] waiting = new byte[4096];
    private byte[] writing = new byte[4096];
    private int length;
    private bool closed;
    private bool ended;

    /// <param name="patience">The maximum time that <see cref="Dispose"/> waits for a blocked stream.</param>
    public LogWriter(Stream output, TimeSpan patience)
    {
        (this.output, this.patience) = (output, patience);
        thread = new Thread(WriteWhatComes) { IsBackground = true, Name = "log writer" };
        thread.UnsafeStart();
        // Covers a failure before there is a server that disposes this writer.
        AppDomain.CurrentDomain.ProcessExit += OnExit;
    }

    /// <summary>Writes a line, which must end with a line break. It does not throw if the stream fails.</summary>
    public void Write(ReadOnlySpan<byte> line)
    {
        lock (gate)
        {
            // A line above the limit is written alone.
            while (length > 0 && length + line.Length > MaxWaiting && !closed) Monitor.Wait(gate);
            if (!ended)
            {
                if (waiting.Length - length < line.Length) Array.Resize(ref waiting, Math.Max(waiting.Length * 2, length + line.Length));
                line.CopyTo(waiting.AsSpan(length));
                // Callers wait only while lines are waiting, and the thread waits only while there are none. So this wakes the thread.
                if (length == 0) Monitor.PulseAll(gate);
                length += line.Length;
                return;
            }
        }

        Send(line);
    }

    /// <summary>Waits until all lines are written. Later lines are written at once.</summary>
    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnExit;
        lock (gate)
        {
            closed = true;
            Monitor.PulseAll(gate);
        }

        thread.Join(patience);
    }

    private void OnExit(object? sender, EventArgs e) => Dispose();

    private void WriteWhatComes()
    {
        while (Next() is { Length: > 0 } lines)
        {
            Send(lines.Span);
            if (writing.Length > Kept) writing = new byte[Kept];
            Thread.Sleep(Pause);
        }
    }

    /// <summary>Waits for lines and takes all of them. Returns none at the end.</summary>
    private ReadOnlyMemory<byte> Next()
    {
        lock (gate)
        {
            while (length == 0 && !closed) Monitor.Wait(gate);
            (waiting, writing) = (writing, waiting);
            var lines = writing.AsMemory(0, length);
            ended = length == 0;
            length = 0;
            // Wakes the callers that wait for room.
            Monitor.PulseAll(gate);
            return lines;
        }
    }

    private void Send(ReadOnlySpan<byte> lines)
    {
        try
        {
            lock (sending)
            {
                output.Write(lines);
                output.Flush();
            }
        }
        catch (Exception)
        {
            // The reader is gone or the disk is full. A failing log must not end the program, and there is no place to report it.
        }
    }
}
