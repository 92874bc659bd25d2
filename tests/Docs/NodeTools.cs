using System.Diagnostics;

namespace SamosaChaat.Tests.Docs;

/// <summary>Programs of Node.js that check what we say to people who use it. They are optional: .ci/run installs them where npm is.</summary>
internal static class NodeTools
{
    /// <summary>The folder that npm installed them into, or else the test is skipped.</summary>
    public static string Folder
    {
        get
        {
            var folder = Environment.GetEnvironmentVariable("SAMOSACHAAT_NODE_TOOLS");
            Assert.SkipWhen(folder is null, "SAMOSACHAAT_NODE_TOOLS names no folder in which npm has installed the programs that .ci/run lists.");
            return folder!;
        }
    }

    public static string Program(string name) => Path.Combine(Folder, "node_modules", ".bin", name);

    /// <summary>Runs a program to its end, which must be a good one, and returns what it printed.</summary>
    public static async Task<string> RunAsync(string workingFolder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = workingFolder, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        Children.Add(process);
        using var patience = new CancellationTokenSource(Patience.Limit);
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var errors = process.StandardError.ReadToEndAsync(patience.Token);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{await output}\n{await errors}");
        return await output;
    }
}
