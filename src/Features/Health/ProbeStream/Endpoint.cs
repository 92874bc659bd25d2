using System.Globalization;
using System.Text;
using FastEndpoints;
using SamosaChaat.Shared.Turns.Events;

namespace SamosaChaat.Features.Health.ProbeStream;

/// <summary>A short stream with nothing in it, so that anybody can see whether a proxy in between holds streams up: docs/decisions/0007.</summary>
internal sealed class Endpoint(TimeProvider clock) : EndpointWithoutRequest
{
    public const int Events = 5;
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    public override void Configure()
    {
        Get("/health/stream");
        AllowAnonymous();
        // For whoever looks at a proxy, `samosachaat doctor` among them, and for no client of the API.
        Description(builder => builder.ExcludeFromDescription());
    }

    public override async Task HandleAsync(CancellationToken ct)
    {
        SseWriter.Begin(HttpContext);
        for (var i = 0; i < Events; i++)
        {
            if (i > 0) await Task.Delay(Interval, clock, ct);
            var frame = string.Create(CultureInfo.InvariantCulture, $"id: {i}\ndata: {{\"n\":{i}}}\n\n");
            await HttpContext.Response.BodyWriter.WriteAsync(Encoding.ASCII.GetBytes(frame), ct);
        }
    }
}
