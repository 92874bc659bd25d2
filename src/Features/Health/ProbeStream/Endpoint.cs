using System.Globalization;
using System.Text;
using FastEndpoints;
using SamosaChaat.Shared.Cluster;
using SamosaChaat.Shared.Turns.Events;

namespace SamosaChaat.Features.Health.ProbeStream;

/// <summary>Sends a short stream without content. It shows whether a proxy delays streams: docs/decisions/0007.</summary>
internal sealed class Endpoint(TimeProvider clock) : EndpointWithoutRequest
{
    public const int Events = 5;
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    public override void Configure()
    {
        Get("/health/stream");
        AllowAnonymous();
        this.WorksWithoutLease();
        // The stream is for people and tools that check a proxy, such as `samosachaat doctor`, and not for API clients.
        Description(builder => builder.ExcludeFromDescription());
    }

    public override async Task HandleAsync(CancellationToken ct)
    {
        SseWriter.Begin(HttpContext, Interval);
        for (var i = 0; i < Events; i++)
        {
            if (i > 0) await Task.Delay(Interval, clock, ct);
            var frame = string.Create(CultureInfo.InvariantCulture, $"id: {i}\ndata: {{\"n\":{i}}}\n\n");
            await HttpContext.Response.BodyWriter.WriteAsync(Encoding.ASCII.GetBytes(frame), ct);
        }
    }
}
