using System.Diagnostics;
using SamosaChaat.Bench.Hosting;

namespace SamosaChaat.Bench.Kills;

/// <summary>A command of the program, which ends by itself.</summary>
internal sealed class CommandRun : IOperationRun
{
    private readonly Process process;

    private CommandRun(Process process)
    {
        this.process = process;
        Ended = EndAsync();
    }

    public Task<string?> Ended { get; }

    /// <param name="program">A published executable. Null for the one that was built with this project.</param>
    public static CommandRun Start(string? program, params string[] arguments)
    {
        var start = ServerProcess.ProgramStart(program);
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        (start.WorkingDirectory, start.RedirectStandardOutput, start.RedirectStandardError) = (AppContext.BaseDirectory, true, true);
        // Its sockets for debuggers would stay behind after each kill.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        return new(Process.Start(start)!);
    }

    public async Task KillAsync()
    {
        process.Kill();
        await Ended;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) await KillAsync();
        process.Dispose();
    }

    private async Task<string?> EndAsync()
    {
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await Task.WhenAll(output, errors, process.WaitForExitAsync());
        return process.ExitCode == 0 ? null : $"exit code {process.ExitCode}: {await errors} {await output}";
    }
}
