using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Tests.Hosting.Stores;

/// <summary>The settings of a store that belongs to a folder, on any engine.</summary>
internal static class StoreSettings
{
    public static (string Key, string Value)[] Of(string engine, string folder) =>
        [("Storage:Engine", engine), ("Storage:Path", folder), .. Patient(engine), .. Connection(engine, folder)];

    /// <summary>Adds what an engine needs besides its name and the folder.</summary>
    public static (string Key, string Value)[] Complete(string engine, (string Key, string Value)[] settings) =>
        settings.LastOrDefault(setting => setting.Key == "Storage:Path").Value is { } folder
            ? [.. Patient(engine), .. settings, .. Connection(engine, folder)]
            : settings;

    /// <summary>For a server whose tests all come from one address: no rate is in their way.</summary>
    public static readonly (string Key, string Value)[] ManyClients =
    [
        .. new[] { "ReadsPerMinute", "WritesPerMinute", "TurnsPerMinute", "SignInsPerMinute", "FailedLogins", "WaitingPasswords", "RegistrationsPerHour", "AllRegistrationsPerHour" }
            .Select(setting => ($"Limits:{setting}", "1000000")),
    ];

    public static StorageOptions Options(string engine, string folder) => new()
    {
        Engine = engine,
        Path = folder,
        ConnectionString = engine == StorageOptions.Postgres ? PostgresProcess.ConnectionString(folder) : null,
    };

    // A busy machine can keep a server from its heartbeats. Tests of the cluster choose a lease of their own.
    private static (string Key, string Value)[] Patient(string engine) => engine == StorageOptions.Postgres ? [("Cluster:Lease", "00:01:00")] : [];

    private static (string Key, string Value)[] Connection(string engine, string folder) =>
        engine == StorageOptions.Postgres ? [("Storage:ConnectionString", PostgresProcess.ConnectionString(folder))] : [];
}
