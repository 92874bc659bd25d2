using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using SamosaChaat.Bench.Measuring;

namespace SamosaChaat.Bench.Parts;

/// <summary>What the parts cost that every request or turn goes through, in time and in memory that has to be collected again.</summary>
internal sealed class PartsCommand(PartsOptions options)
{
    /// <returns>0 when all were measured, 1 when one could not be.</returns>
    public int Run()
    {
        var figures = Measure();
        Console.WriteLine();
        return FigureTable.Tell("", figures);
    }

    public IReadOnlyList<Figure> Measure()
    {
        var artifacts = Directory.CreateTempSubdirectory("samosachaat-bench-").FullName;
        try
        {
            // In this process: BenchmarkDotNet would build a project of its own, which may not see what is internal.
            var config = ManualConfig.CreateEmpty()
                .AddJob(Job.ShortRun.WithIterationCount(options.Rounds).WithToolchain(InProcessEmitToolchain.Instance))
                .AddDiagnoser(MemoryDiagnoser.Default)
                .AddColumnProvider(DefaultColumnProviders.Instance)
                .AddLogger(ConsoleLogger.Default)
                .WithArtifactsPath(artifacts);
            var summaries = BenchmarkRunner.Run([typeof(ParseEvents), typeof(WriteFrames), typeof(WriteOneRow), typeof(WriteList), typeof(WriteLogLine)], config);
            return [.. summaries.SelectMany(summary => summary.Reports).SelectMany(Figures)];
        }
        finally
        {
            Directory.Delete(artifacts, recursive: true);
        }
    }

    private static IEnumerable<Figure> Figures(BenchmarkReport report)
    {
        var parameters = report.BenchmarkCase.HasParameters ? $", {report.BenchmarkCase.Parameters.Items[0].Value}" : "";
        var what = report.BenchmarkCase.Descriptor.WorkloadMethodDisplayInfo.Trim('\'') + parameters;
        var times = report.ResultStatistics ?? throw new InvalidOperationException($"{what} could not be measured.");
        var bytes = report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0;
        yield return Figure.Of($"{what}, µs", Microseconds(times.OriginalValues), "F1", bound: null);
        yield return new($"{what}, bytes allocated", bytes.ToString("N0", CultureInfo.InvariantCulture), "", bytes, "", Bound: null);
    }

    private static Samples Microseconds(IEnumerable<double> nanoseconds)
    {
        var samples = new Samples();
        foreach (var time in nanoseconds) samples.Add(time / 1_000);
        return samples;
    }
}
