using Microsoft.Extensions.Configuration.Json;

namespace SamosaChaat.Shared.Hosting;

internal static class AppBuilder
{
    /// <summary>
    /// Creates a builder with the used parts of ASP.NET Core. The built-in appsettings.json has the lowest priority: a file beside the
    /// program, the environment and the command line override it.
    /// </summary>
    public static WebApplicationBuilder With(string[] settings)
    {
        // The program reads each setting once. Watching the files would slow the start and use up one of a user's few file watches.
        var builder = WebApplication.CreateSlimBuilder(["--hostBuilder:reloadConfigOnChange=false", .. settings]);
        builder.WebHost.UseKestrelHttpsConfiguration();
        var defaults = typeof(AppBuilder).Assembly.GetManifestResourceStream("appsettings.json")!;
        builder.Configuration.Sources.Insert(0, new JsonStreamConfigurationSource { Stream = defaults });
        return builder;
    }
}
