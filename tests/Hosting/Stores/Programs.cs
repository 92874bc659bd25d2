using System.Diagnostics;

namespace SamosaChaat.Tests.Hosting.Stores;

/// <summary>Finds and runs the programs of PostgreSQL and PgBouncer, which refuse to run as root.</summary>
internal static class Programs
{
    // Debian's package makes this account.
    public static string[] AsPostgres => Environment.IsPrivilegedProcess
        ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
        : [];

    /// <summary>The first folder that has a program; null if none has it.</summary>
    public static string? Folder(string program)
    {
        string[] folders =
        [
            Environment.GetEnvironmentVariable("SAMOSACHAAT_POSTGRES") ?? "",
            .. Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending().Select(version => System.IO.Path.Combine(version, "bin")) : [],
            .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator),
            "/usr/sbin",
        ];
        return folders.FirstOrDefault(folder => folder.Length > 0 && File.Exists(System.IO.Path.Combine(folder, program)));
    }

    public static string Path(string program) => System.IO.Path.Combine(Folder(program)!, program);

    /// <summary>Runs a program to its end, which must be good.</summary>
    public static void Run(params string[] command)
    {
        using var started = Start(command);
        var said = started.StandardOutput.ReadToEnd();
        started.WaitForExit();
        if (started.ExitCode != 0) throw new InvalidOperationException($"{string.Join(' ', command)}: {said}");
    }

    public static Process Start(string[] command) => Process.Start(new ProcessStartInfo(command[0], command[1..])
    {
        RedirectStandardOutput = true,
        WorkingDirectory = "/",
    })!;
}
