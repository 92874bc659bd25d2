using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Shared.Demo;

/// <summary>
/// Lets go wrong, on demand or now and then, what a client has to get over: by the header <c>x-demo-fault</c> or by <c>Demo:Faults</c>. It is there in demo
/// mode only; elsewhere the header means nothing.
/// </summary>
internal sealed class FaultInjection(RequestDelegate next, IOptions<DemoModeOptions> options, TimeProvider clock)
{
    public const string Header = "x-demo-fault";
    private readonly FaultRates rates = FaultRates.Parse(options.Value.Faults)!;
    private long requests;

    public Task InvokeAsync(HttpContext http)
    {
        if (http.Request.Headers[Header].ToString() is { Length: > 0 } wish)
        {
            return Fault.Parse(wish) is { } wanted
                ? RunAsync(http, wanted)
                : Problem.Invalid(new Dictionary<string, string[]> { [Header] = [$"{Header} {Fault.Rule}"] }).ExecuteAsync(http);
        }

        if (rates.IsNone || !(BeginsTurn(http) || ReadsTurn(http))) return next(http);
        return rates.Draw(options.Value.Seed, Interlocked.Increment(ref requests), BeginsTurn(http)) is { } fault ? RunAsync(http, fault) : next(http);
    }

    private Task RunAsync(HttpContext http, Fault fault)
    {
        switch (fault)
        {
            case { Kind: FaultKind.Drop or FaultKind.Stall }:
                return BreakAsync(http, fault);
            // What the model's server does wrong, the turn has to meet: its question is stored, and its outcome.
            case { Kind: FaultKind.Error } or { Status: not StatusCodes.Status429TooManyRequests } when BeginsTurn(http):
                Fault.OfModel.Value = fault;
                return next(http);
            case { Kind: FaultKind.Status }:
                http.Response.Headers.RetryAfter = "1";
                return Problem.Of(fault.Status, fault.Status == StatusCodes.Status429TooManyRequests
                    ? "Too many turns are running. Try again when one has ended."
                    : "The request asked the demo to fail here.").ExecuteAsync(http);
            default:
                return next(http);
        }
    }

    private async Task BreakAsync(HttpContext http, Fault fault)
    {
        var body = http.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        await using var faulty = new FaultyStream(
            body.Stream, fault, fault.For ?? options.Value.StallFor, clock, () => http.Response.ContentType == "text/event-stream", gone);
        var broken = new StreamResponseBodyFeature(faulty, body);
        http.Features.Set<IHttpResponseBodyFeature>(broken);
        // For all behind us, the client has gone away.
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

    private static bool BeginsTurn(HttpContext http) => HttpMethods.IsPost(http.Request.Method) && EndsWith(http, "/messages", "/regenerate");

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

/// <summary>Set on a request whose connection is to break.</summary>
internal sealed class Dropped;

/// <summary>
/// Around everything else: breaks the connection of a request that was dropped. Kestrel does that with an answer whose request fails when it has begun, and sends
/// all before that; <see cref="HttpContext.Abort"/> would throw away what is still on its way.
/// </summary>
internal sealed class BreakDropped : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(async (http, inner) =>
        {
            await inner(http);
            if (http.Features.Get<Dropped>() is not null) throw new IOException("The demo broke this connection, as it was asked to.");
        });
        next(app);
    };
}
