using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Errors;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sqlite;
using SamosaChaat.Shared.Telemetry;

namespace SamosaChaat.Shared.Storage;

internal static class StorageRegistration
{
    /// <summary>The store of the engine that <c>Storage:Engine</c> names. It is opened, and migrated, when it is first resolved.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services)
    {
        services.AddOptions<StorageOptions>().BindConfiguration(StorageOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<DataFolder>();
        services.AddSingleton<IStore>(provider => new Store(Open(
            provider.GetRequiredService<IOptions<StorageOptions>>().Value.Engine,
            provider.GetRequiredService<DataFolder>()), provider.GetRequiredService<StoreMetrics>()));
        return services;
    }

    /// <exception cref="CannotStartException">The file is not one that the engine, or this program, can work with. It is left as it is.</exception>
    internal static IEngine Open(string engine, DataFolder folder)
    {
        var file = folder.PathOf(engine == StorageOptions.LiteDb ? "samosachaat.litedb" : "samosachaat.db");
        try
        {
            return engine == StorageOptions.LiteDb ? new LiteDbEngine(file) : new SqliteEngine(file);
        }
        catch (Exception e) when (e is not CannotStartException)
        {
            // Of any type: a damaged page makes LiteDB stumble wherever it happens to read it.
            throw new CannotStartException($"The store '{file}' cannot be opened; it is damaged, no {engine} store, or not ours to read and write. {e.Message}", e);
        }
    }
}
