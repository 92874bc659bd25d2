namespace SamosaChaat.Tests.Http.Connections;

/// <summary>Too low a limit of open files is found at the start.</summary>
public sealed class DescriptorLimitTests
{
    [Theory]
    [InlineData(64)]
    [InlineData(383)]
    public async Task A_limit_of_open_files_that_is_too_low_stops_the_start_with_one_line(int limit)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such limit.");
        await using var server = ServerProcess.Launch("/bin/sh", ["-c", $"ulimit -n {limit} && exec dotnet '{ProgramFile.Built}'"]);

        var line = await server.RefusalAsync();

        Assert.Contains($"only {limit} files", line, StringComparison.Ordinal);
        Assert.Contains("ulimit -n", line, StringComparison.Ordinal);
    }
}
