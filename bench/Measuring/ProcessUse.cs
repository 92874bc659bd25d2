using System.Diagnostics;
using System.Globalization;

namespace SamosaChaat.Bench.Measuring;

/// <summary>What a process takes from the machine, as /proc has it.</summary>
internal sealed class ProcessUse(Process process)
{
    /// <summary>Of all its threads, in the program and in the system for it.</summary>
    public TimeSpan Cpu => Refreshed.TotalProcessorTime;

    /// <summary>Bytes in memory now.</summary>
    public long Memory => Refreshed.WorkingSet64;

    /// <summary>The most bytes that it has had in memory since <see cref="ForgetPeak"/>.</summary>
    public long PeakMemory => Refreshed.PeakWorkingSet64;

    private Process Refreshed
    {
        get
        {
            process.Refresh();
            return process;
        }
    }

    /// <summary>The system's own mark is set back: no sample can miss it.</summary>
    public void ForgetPeak() => File.WriteAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process.Id}/clear_refs"), "5");
}
