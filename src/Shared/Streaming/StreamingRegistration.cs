using Microsoft.Extensions.Options;

namespace SamosaChaat.Shared.Streaming;

internal static class StreamingRegistration
{
    public static IServiceCollection AddStreaming(this IServiceCollection services)
    {
        services.AddOptions<StreamingOptions>().BindConfiguration(StreamingOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<StreamingOptions>, StreamingOptionsValidator>();
        services.AddSingleton<TurnPrompt>();
        services.AddSingleton<GenerationRunner>();
        services.AddSingleton<GenerationRegistry>();
        services.AddHostedService(provider => provider.GetRequiredService<GenerationRegistry>());
        return services;
    }
}

/// <summary>A wrong setting stops the start, and is named.</summary>
internal sealed class StreamingOptionsValidator : IValidateOptions<StreamingOptions>
{
    public ValidateOptionsResult Validate(string? name, StreamingOptions options) =>
        options.Fault() is { } fault ? ValidateOptionsResult.Fail(fault) : ValidateOptionsResult.Success;
}
