using System.Diagnostics;

namespace SamosaChaat.Tests.Hosting.Servers;

/// <summary>Sees to it that no process outlives the test run that started it, whether the run ends by itself, by Ctrl+C or by SIGKILL.</summary>
internal static class Children
{
    /// <summary>Reads which processes begin and end, and kills those that are left when the pipe ends, as it does with its writer.</summary>
    private const string Watch = """
        trap '' INT TERM HUP
        while read -r change id; do
          if [ "$change" = begins ]; then left="$left $id "; else left=$(printf '%s' "$left" | sed "s/ $id / /"); fi
        done
        for id in $left; do kill -9 "$id"; done 2> /dev/null
        """;

    private static readonly Lock Gate = new();
    private static readonly HashSet<Process> Running = [];
    private static readonly StreamWriter? Watcher = StartWatcher();

    static Children() => AppDomain.CurrentDomain.ProcessExit += (_, _) => KillAll();

    /// <summary>To be called when the process has started.</summary>
    public static void Add(Process process)
    {
        var id = process.Id;
        lock (Gate)
        {
            Running.Add(process);
            Watcher?.WriteLine($"begins {id}");
        }

        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => Remove(process, id);
    }

    private static void Remove(Process process, int id)
    {
        lock (Gate)
        {
            if (Running.Remove(process)) Watcher?.WriteLine($"ends {id}");
        }
    }

    private static void KillAll()
    {
        lock (Gate)
        {
            foreach (var process in Running)
            {
                try
                {
                    process.Kill(entireProcessTree: true);
                }
                catch (InvalidOperationException)
                {
                    // It has just ended, or nobody needs it any more.
                }
            }
        }
    }

    private static StreamWriter? StartWatcher()
    {
        // Elsewhere a run that is killed leaves what it started; any other end is seen by KillAll.
        if (OperatingSystem.IsWindows()) return null;
        var watcher = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", Watch]) { RedirectStandardInput = true })!;
        watcher.StandardInput.AutoFlush = true;
        return watcher.StandardInput;
    }
}
