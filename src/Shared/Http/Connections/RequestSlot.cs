using Microsoft.AspNetCore.Http.Features;

namespace SamosaChaat.Shared.Http.Connections;

/// <summary>
/// One request of HTTP/2, whose connection has several at once and is always read. So the request itself says when it has arrived.
/// </summary>
internal sealed class RequestSlot(ConnectionSlot connection)
{
    private bool begun;

    /// <summary>Handles a request and says on its connection's slot for how long.</summary>
    public static async Task HandleAsync(RequestDelegate next, HttpContext http, ConnectionSlot connection)
    {
        var slot = new RequestSlot(connection);
        if (http.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true }) http.Features.Set(slot);
        else slot.Begin();
        try
        {
            await next(http);
        }
        finally
        {
            if (slot.begun) connection.EndRequest();
        }
    }

    /// <summary>Says that the body of the request has arrived. Call it after reading the body.</summary>
    public static void BodyArrived(HttpContext http) => http.Features.Get<RequestSlot>()?.Begin();

    private void Begin()
    {
        if (begun) return;
        begun = true;
        connection.BeginRequest();
    }
}
