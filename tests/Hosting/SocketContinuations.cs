using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace SamosaChaat.Tests.Hosting;

/// <summary>
/// The program lets continuations run on the sockets' threads. A test that went on there must not block, and starting a server with PostgreSQL
/// blocks. So this process does without, and a test that needs it runs in a process of its own. Programs that tests start are not affected.
/// </summary>
internal static class SocketContinuations
{
    private static readonly ConcurrentDictionary<Type, Lazy<Task>> Runs = [];

    public const string Variable = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    /// <summary>True in a process that was started by <see cref="RunElsewhereAsync"/>.</summary>
    public static bool AreInline => Environment.GetEnvironmentVariable(Variable) == "1";

    [ModuleInitializer]
    internal static void Initialize()
    {
        if (!AreInline) Environment.SetEnvironmentVariable(Variable, "0");
    }

    /// <summary>Runs a class of tests in another process, with continuations on the sockets' threads. Does it once for all tests of the class.</summary>
    public static Task RunElsewhereAsync(Type tests) => Runs.GetOrAdd(tests, static type => new(() => RunAsync(type))).Value;

    private static async Task RunAsync(Type tests)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "SamosaChaat.Tests"), ["-noColor", "-class", tests.FullName!]) { RedirectStandardOutput = true };
        start.Environment[Variable] = "1";
        using var process = Process.Start(start)!;
        Children.Add(process);
        using var patience = new CancellationTokenSource(Patience.Limit);
        var output = await process.StandardOutput.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        Assert.True(process.ExitCode == 0, output);
    }
}
