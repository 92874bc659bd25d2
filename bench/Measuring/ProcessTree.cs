using System.Diagnostics;
using System.Globalization;

namespace SamosaChaat.Bench.Measuring;

/// <summary>Measures a process and its children: a server that leaves the work to them.</summary>
internal sealed class ProcessTree(int id)
{
    public TimeSpan Cpu => Uses().Aggregate(TimeSpan.Zero, (sum, use) => sum + use.Cpu);

    public long Memory => Uses().Sum(use => use.Memory);

    private IEnumerable<(TimeSpan Cpu, long Memory)> Uses()
    {
        var children = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/task/{id}/children"))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(child => int.Parse(child, CultureInfo.InvariantCulture));
        return new[] { id }.Concat(children).Select(Use);
    }

    private static (TimeSpan Cpu, long Memory) Use(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            var use = new ProcessUse(process);
            return (use.Cpu, use.Memory);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            // It has ended since it was listed.
            return default;
        }
    }
}
