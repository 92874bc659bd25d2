namespace SamosaChaat.Tests.Storage;

/// <summary>The built program in a process of its own, which says where it listens and then only what is wrong.</summary>
internal static class QuietServer
{
    private const string Listening = "\"event_id\":1003";

    public static Task<ServerProcess> StartAsync(string engine, string folder) => ServerProcess.StartAsync(
        engine,
        ("Storage:Path", Path.Combine(folder, "data")),
        // One writer of these is many people.
        ("Limits:Enabled", "false"),
        ("Logging:LogLevel:Default", "Warning"),
        ("Logging:LogLevel:SamosaChaat.Shared.Hosting.StartupBanner", "Information"));

    /// <summary>Warnings, errors and whatever else it should not have said.</summary>
    public static IEnumerable<string> Complaints(this ServerProcess server) =>
        [.. server.Output.Where(line => !line.Contains(Listening, StringComparison.Ordinal)), .. server.Errors];
}
