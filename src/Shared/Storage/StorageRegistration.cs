using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sqlite;

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
            provider.GetRequiredService<DataFolder>())));
        return services;
    }

    internal static IEngine Open(string engine, DataFolder folder) => engine switch
    {
        StorageOptions.LiteDb => new LiteDbEngine(folder.PathOf("samosachaat.litedb")),
        _ => new SqliteEngine(folder.PathOf("samosachaat.db")),
    };
}
