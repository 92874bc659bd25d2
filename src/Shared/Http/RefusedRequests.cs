using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace SamosaChaat.Shared.Http;

/// <summary>
/// Adds a problem body to the refusals of Kestrel: a malformed head, one that is too long, or one that does not arrive in time. They never
/// reach the middleware. Kestrel reports each one before it sends it.
/// </summary>
internal sealed class RefusedRequests : IObserver<KeyValuePair<string, object?>>
{
    private const string Refused = "Microsoft.AspNetCore.Server.Kestrel.BadRequest";

    /// <summary>Adds the bodies from now on, for as long as the application lives.</summary>
    public static void Describe(IServiceProvider services) =>
        services.GetRequiredService<DiagnosticListener>().Subscribe(new RefusedRequests(), static name => name == Refused);

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value is not { Key: Refused, Value: IFeatureCollection features }
            || features.Get<IHttpResponseFeature>() is not { HasStarted: false } response
            || features.Get<IHttpResponseBodyFeature>() is not { } body
            || features.Get<IConnectionTransportFeature>() is not { Transport.Output: { } transport }
            // A stream of HTTP/2 shares the transport with others.
            || features.Get<IHttp2StreamIdFeature>() is not null
            || features.Get<IBadRequestExceptionFeature>()?.Error is not BadHttpRequestException refusal)
        {
            return;
        }

        var problem = Problem.Of(refusal.StatusCode) with { TraceId = ActivityTraceId.CreateRandom().ToString() };
        var json = JsonSerializer.SerializeToUtf8Bytes(problem, Json.Options);
        var headers = response.Headers;
        headers[HeaderNames.ContentType] = Problem.ContentType;
        headers[HeaderNames.ContentLength] = json.Length.ToString(CultureInfo.InvariantCulture);
        headers[HeaderNames.Connection] = new StringValues("close");
        headers[HeaderNames.XContentTypeOptions] = "nosniff";
        headers[ApiHeaders.TraceId] = problem.TraceId;
        // The body's own writer opens with the request, and there is none. The head goes to the transport, and the body follows it.
        if (!body.StartAsync().IsCompletedSuccessfully) return;
        if (HttpMethods.IsHead(features.Get<IHttpRequestFeature>()?.Method ?? "")) return;
        transport.Write(json);
        // The transport sends what it has before it closes the connection.
        _ = transport.FlushAsync().AsTask();
    }

    public void OnCompleted()
    {
        // The application ends.
    }

    public void OnError(Exception error)
    {
        // A listener never fails.
    }
}
