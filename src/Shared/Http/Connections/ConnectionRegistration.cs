using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using SamosaChaat.Shared.Http.Proxies;

namespace SamosaChaat.Shared.Http.Connections;

internal static class ConnectionRegistration
{
    /// <summary>The maximum time for the head of a request. Kestrel's default is twice that.</summary>
    private static readonly TimeSpan HeadTimeout = TimeSpan.FromSeconds(15);

    /// <summary>The minimum rate of a body: the longest one then takes at most 40 minutes, and a slow telephone is far faster.</summary>
    private static readonly MinDataRate BodyRate = new(bytesPerSecond: 1024, gracePeriod: TimeSpan.FromSeconds(10));

    /// <summary>Limits the number of connections, and how slow their clients may be.</summary>
    public static WebApplicationBuilder LimitConnections(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<ConnectionOptions>()
            .BindConfiguration(ProxyOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<DescriptorBudget>().AddSingleton<ConnectionGate>();
        // Kestrel binds with the last factory that can.
        builder.Services.AddSingleton<IConnectionListenerFactory>(static services => new LimitedListenerFactory(
            ActivatorUtilities.CreateInstance<SocketTransportFactory>(services), services.GetRequiredService<ConnectionGate>()));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = TextLimits.Body;
            kestrel.Limits.RequestHeadersTimeout = HeadTimeout;
            kestrel.Limits.MinRequestBodyDataRate = BodyRate;
            var gate = kestrel.ApplicationServices.GetRequiredService<ConnectionGate>();
            kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Use(next => connection => ServeAsync(gate, next, connection)));
        });
        return builder;
    }

    /// <summary>Counts the requests of HTTP/2 on their connections. Add it before everything that may wait.</summary>
    public static void UseConnectionSlots(this WebApplication app) => app.Use(static next => http =>
        HttpProtocol.IsHttp2(http.Request.Protocol) && http.Features.Get<ConnectionSlot>() is { } connection
            ? RequestSlot.HandleAsync(next, http, connection)
            : next(http));

    private static async Task ServeAsync(ConnectionGate gate, ConnectionDelegate next, ConnectionContext connection)
    {
        try
        {
            await next(connection);
        }
        finally
        {
            if (connection.Features.Get<ConnectionSlot>() is { } slot) gate.Leave(slot);
        }
    }
}
