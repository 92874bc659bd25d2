using System.Diagnostics;
using SamosaChaat.Bench.Hosting;
using SamosaChaat.Bench.Measuring;

namespace SamosaChaat.Bench.Data;

/// <summary>Runs a command of the program to its end.</summary>
/// <param name="Seconds">From the start of the process to its end.</param>
/// <param name="Memory">The most bytes that it had in memory.</param>
internal sealed record CommandLineRun(double Seconds, long Memory)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    /// <param name="program">A published executable; null for the program that was built with this project.</param>
    /// <exception cref="InvalidOperationException">It failed, with what it said.</exception>
    public static async Task<CommandLineRun> RunAsync(string? program, DataSide side, params string[] command)
    {
        var start = ServerProcess.ProgramStart(program);
        foreach (var part in command) start.ArgumentList.Add(part);
        foreach (var (name, value) in side.Settings) start.Environment[name] = value;
        start.Environment["Limits__ConversationsPerUser"] = "1000000";
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        var use = new ProcessUse(process);
        var said = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var memory = 0L;
        // The mark of the most memory only rises, so the last look is nearly right.
        using (var timer = new PeriodicTimer(Look))
        {
            while (!process.HasExited && await timer.WaitForNextTickAsync()) memory = Math.Max(memory, Peak(use));
        }

        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        if (process.ExitCode != 0) throw new InvalidOperationException($"{string.Join(' ', command)}: {string.Concat(await said)}");
        return new(seconds, memory);
    }

    private static long Peak(ProcessUse use)
    {
        try
        {
            return use.PeakMemory;
        }
        catch (InvalidOperationException)
        {
            // It has ended since.
            return 0;
        }
    }
}
