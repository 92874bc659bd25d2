using System.Net.Mime;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Shared.Demo;

/// <summary>
/// Injects the faults that clients must handle, on demand with the header <c>x-demo-fault</c> or randomly with <c>Demo:Faults</c>. It
/// exists in demo mode only. Without it the header has no effect.
/// </summary>
internal sealed class FaultInjection(RequestDelegate next, IOptions<DemoModeOptions> options, TimeProvider clock)
{
    private readonly FaultRates rates = FaultRates.Parse(options.Value.Faults)!;
    private long requests;

    public Task InvokeAsync(HttpContext http)
    {
        if (http.Request.Headers[ApiHeaders.DemoFault].ToString() is { Length: > 0 } wish)
        {
            return Fault.Parse(wish) is { } wanted
                ? RunAsync(http, wanted)
                : Problem.Invalid(new Dictionary<string, string[]> { [ApiHeaders.DemoFault] = [$"{ApiHeaders.DemoFault} {Fault.Rule}"] })
                    .ExecuteAsync(http);
        }

        if (rates.IsNone || !(BeginsTurn(http) || ReadsTurn(http))) return next(http);
        return rates.Draw(options.Value.Seed, Interlocked.Increment(ref requests), BeginsTurn(http)) is { } fault
            ? RunAsync(http, fault)
            : next(http);
    }

    private Task RunAsync(HttpContext http, Fault fault)
    {
        switch (fault)
        {
            case { Kind: FaultKind.Drop or FaultKind.Stall }:
                return BreakAsync(http, fault);
            // The turn itself must fail like the upstream, so that its question and its outcome are stored.
            case { Kind: FaultKind.Error } or { Status: not StatusCodes.Status429TooManyRequests } when BeginsTurn(http):
                Fault.OfModel.Value = fault;
                return next(http);
            case { Kind: FaultKind.Status }:
                var refusal = Problem.Of(fault.Status, fault.Status == StatusCodes.Status429TooManyRequests
                    ? "Too many turns are running. Try again when one has ended."
                    : "The request asked the demo to fail here.");
                return (refusal with { RetryAfter = TimeSpan.FromSeconds(1) }).ExecuteAsync(http);
            default:
                return next(http);
        }
    }

    private async Task BreakAsync(HttpContext http, Fault fault)
    {
        var body = http.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        await using var faulty = new FaultyStream(
            body.Stream, fault, fault.For
                ?? options.Value.StallFor, clock, () => http.Response.ContentType == MediaTypeNames.Text.EventStream, gone);
        var broken = new StreamResponseBodyFeature(faulty, body);
        http.Features.Set<IHttpResponseBodyFeature>(broken);
        // The rest of the pipeline sees this as a disconnected client.
        http.RequestAborted = gone.Token;
        try
        {
            await next(http);
            if (!faulty.Dropped) await broken.CompleteAsync();
        }
        finally
        {
            http.Features.Set(body);
            if (faulty.Dropped) http.Features.Set(new Dropped());
        }
    }

    private static bool BeginsTurn(HttpContext http) =>
        HttpMethods.IsPost(http.Request.Method) && EndsWith(http, "/messages", "/regenerate");

    private static bool ReadsTurn(HttpContext http) => HttpMethods.IsGet(http.Request.Method) && EndsWith(http, "/stream");

    private static bool EndsWith(HttpContext http, params ReadOnlySpan<string> ends)
    {
        var path = (http.Request.Path.Value ?? "").TrimEnd('/');
        foreach (var end in ends)
        {
            if (path.EndsWith(end, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }
}

/// <summary>Marks a request whose connection must break.</summary>
internal sealed class Dropped;

/// <summary>
/// Breaks the connection of a marked request, outside of all other middleware. If a request fails after its response has started, Kestrel
/// sends the written data and breaks the connection. <see cref="HttpContext.Abort"/> would discard data that is still being sent.
/// </summary>
internal sealed class BreakDropped : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(async (http, inner) =>
        {
            await inner(http);
            if (http.Features.Get<Dropped>() is not null)
            {
                throw new IOException("The demo broke this connection because the request asked for it.");
            }
        });
        next(app);
    };
}
