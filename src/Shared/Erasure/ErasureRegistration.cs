namespace SamosaChaat.Shared.Erasure;

internal static class ErasureRegistration
{
    public static IServiceCollection AddErasure(this IServiceCollection services) =>
        services.AddSingleton<Remains>().AddSingleton<PortionRemoval>().AddHostedService<RemainsSchedule>();
}
