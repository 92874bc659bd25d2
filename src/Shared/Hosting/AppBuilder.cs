using Microsoft.Extensions.Configuration.Json;

namespace SamosaChaat.Shared.Hosting;

internal static class AppBuilder
{
    /// <summary>
    /// A builder with what of ASP.NET Core is used here. The program's own appsettings.json lies beneath every other source of settings: a file
    /// beside the program, the environment and the command line win.
    /// </summary>
    public static WebApplicationBuilder With(string[] settings)
    {
        // Nothing here looks at a setting twice; watching the files would cost time at every start, and one of the few watches that a user has.
        var builder = WebApplication.CreateSlimBuilder(["--hostBuilder:reloadConfigOnChange=false", .. settings]);
        builder.WebHost.UseKestrelHttpsConfiguration();
        var defaults = typeof(AppBuilder).Assembly.GetManifestResourceStream("appsettings.json")!;
        builder.Configuration.Sources.Insert(0, new JsonStreamConfigurationSource { Stream = defaults });
        return builder;
    }
}
