using System.Diagnostics;

namespace SamosaChaat.Bench.Hosting;

/// <summary>This program once more, in a process of its own, so that what it takes is not taken for anybody else's. It ends with its input.</summary>
internal static class OwnProcess
{
    public static Process Start(string[] arguments, params (string Name, string Value)[] environment)
    {
        string[] all = [typeof(OwnProcess).Assembly.Location, .. arguments];
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", all)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
