using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace SamosaChaat.Bench.Hosting;

/// <summary>What the bench serves by itself.</summary>
internal static class Service
{
    /// <summary>On a port that the system chooses, without a word of log.</summary>
    public static WebApplicationBuilder AppBuilder()
    {
        // Or it would watch the folder that it was started in, with all below it: where the measured store is in there, each write of the store would be told to it.
        var builder = WebApplication.CreateSlimBuilder(["--hostBuilder:reloadConfigOnChange=false"]);
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        return builder;
    }
}
