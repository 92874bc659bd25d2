using SamosaChaat.Shared.Transfer.Exports;
using SamosaChaat.Shared.Transfer.Foreign;
using SamosaChaat.Shared.Transfer.Imports;

namespace SamosaChaat.Shared.Transfer;

internal static class TransferRegistration
{
    public static IServiceCollection AddTransfer(this IServiceCollection services)
    {
        services.AddOptions<ImportOptions>().BindConfiguration(ImportOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        return services.AddSingleton<Exporter>().AddSingleton<Importer>().AddSingleton<ImportFiles>().AddSingleton<ImportSlots>();
    }
}
