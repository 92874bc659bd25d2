namespace SamosaChaat.Shared.Observability;

/// <summary>
/// Writes lines to a stream on a thread of its own: the first after a pause at once, those that follow together, some milliseconds later. A caller copies its line
/// under a short lock and goes on, unless the stream's reader is so slow that too much waits: then callers wait too, and nothing is dropped.
/// </summary>
internal sealed class LogWriter : IDisposable
{
    /// <summary>Before callers have to wait, in bytes.</summary>
    public const int MaxWaiting = 1024 * 1024;

    // What a burst needed is not kept.
    private const int Kept = 64 * 1024;

    /// <summary>From one write to the next. To wake the thread for each line, and whoever reads them, would cost a busy server more than all else about its log.</summary>
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

    /// <param name="patience">How long <see cref="Dispose"/> waits for a reader that does not read.</param>
    public LogWriter(Stream output, TimeSpan patience)
    {
        (this.output, this.patience) = (output, patience);
        thread = new Thread(WriteWhatComes) { IsBackground = true, Name = "log writer" };
        thread.UnsafeStart();
        // Where nobody disposes: when what makes the server fails before there is one.
        AppDomain.CurrentDomain.ProcessExit += OnExit;
    }

    /// <summary>Takes the line, which ends with its line break. Whatever is wrong with the stream, it does not throw.</summary>
    public void Write(ReadOnlySpan<byte> line)
    {
        lock (gate)
        {
            // One that is larger than all that may wait goes alone.
            while (length > 0 && length + line.Length > MaxWaiting && !closed) Monitor.Wait(gate);
            if (!ended)
            {
                if (waiting.Length - length < line.Length) Array.Resize(ref waiting, Math.Max(waiting.Length * 2, length + line.Length));
                line.CopyTo(waiting.AsSpan(length));
                // Callers wait only while there is something, the thread only while there is nothing: whom this wakes is the thread.
                if (length == 0) Monitor.PulseAll(gate);
                length += line.Length;
                return;
            }
        }

        Send(line);
    }

    /// <summary>Returns when all that was written before is in the stream. What is written later goes there at once.</summary>
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

    /// <summary>Waits for lines and takes all that there are; none at the end.</summary>
    private ReadOnlyMemory<byte> Next()
    {
        lock (gate)
        {
            while (length == 0 && !closed) Monitor.Wait(gate);
            (waiting, writing) = (writing, waiting);
            var lines = writing.AsMemory(0, length);
            ended = length == 0;
            length = 0;
            // Whoever waits for room.
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
            // Nobody reads any more, or the disk is full. A log that cannot be written is no reason to end the program, and there is nowhere to say so.
        }
    }
}
