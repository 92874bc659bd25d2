using Microsoft.Extensions.Configuration.Json;

namespace SamosaChaat.Shared.Hosting;

internal static class DefaultSettings
{
    /// <summary>The program's own appsettings.json, beneath every other source: a file beside the program, the environment and the command line win.</summary>
    public static WebApplicationBuilder AddDefaultSettings(this WebApplicationBuilder builder)
    {
        var settings = typeof(DefaultSettings).Assembly.GetManifestResourceStream("appsettings.json")!;
        builder.Configuration.Sources.Insert(0, new JsonStreamConfigurationSource { Stream = settings });
        return builder;
    }
}
