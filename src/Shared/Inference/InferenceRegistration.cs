using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Inference.Demo;
using SamosaChaat.Shared.Inference.Titles;

namespace SamosaChaat.Shared.Inference;

internal static class InferenceRegistration
{
    public static IServiceCollection AddInference(this IServiceCollection services)
    {
        services.AddOptions<InferenceOptions>().BindConfiguration(InferenceOptions.Section).ValidateOnStart();
        services.AddSingleton<IPostConfigureOptions<InferenceOptions>, ApiKeyFiles>();
        services.AddSingleton<IValidateOptions<InferenceOptions>, InferenceOptionsValidator>();
        services.AddOptions<DemoOptions>().BindConfiguration(DemoOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<UpstreamFactory>();
        services.AddSingleton<ModelCatalog>();
        services.AddSingleton<ModelLister>();
        services.AddSingleton<TokenCounter>();
        services.AddOptions<TitlesOptions>().BindConfiguration(TitlesOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<TitlesOptions>, TitlesOptionsValidator>();
        services.AddSingleton<TitleModel>();
        return services;
    }
}
