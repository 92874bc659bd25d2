namespace SamosaChaat.Shared.Streaming;

internal static class StreamingRegistration
{
    public static IServiceCollection AddStreaming(this IServiceCollection services)
    {
        services.AddOptions<StreamingOptions>().BindConfiguration(StreamingOptions.Section)
            .Validate(options => options.IsValid(), "Streaming: every duration is greater than zero.").ValidateOnStart();
        services.AddSingleton<GenerationRunner>();
        services.AddSingleton<GenerationRegistry>();
        services.AddHostedService(provider => provider.GetRequiredService<GenerationRegistry>());
        return services;
    }
}
