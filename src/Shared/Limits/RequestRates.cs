using System.Threading.RateLimiting;
using FastEndpoints;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;

namespace SamosaChaat.Shared.Limits;

/// <summary>
/// Limits the rate of requests by class and client, for ASP.NET Core's middleware. The library's own partitions wake ten times a second, so
/// they are not used (docs/decisions/0036). Any thread can call every member.
/// </summary>
internal sealed class RequestRates(IOptions<LimitsOptions> options, TimeProvider clock) : PartitionedRateLimiter<HttpContext>
{
    private static readonly Lease Granted = new(null);

    private readonly RateTable table = new(clock);
    private readonly bool isOn = options.Value.Enabled;

    private readonly Rate[] rates =
    [
        Rate.PerMinute("reads", options.Value.ReadsPerMinute),
        Rate.PerMinute("writes", options.Value.WritesPerMinute),
        Rate.PerMinute("turns", options.Value.TurnsPerMinute),
        Rate.PerMinute("sign-ins", options.Value.SignInsPerMinute),
        Rate.PerHour("registrations", options.Value.RegistrationsPerHour),
    ];

    private readonly Rate allRegistrations = Rate.PerHour("all-registrations", options.Value.AllRegistrationsPerHour);

    /// <summary>Returns why no turn of the user may start now. Null if one may.</summary>
    public RateRefusal? TurnRefusal(Guid userId) =>
        isOn && table.Look(OfTurns(userId), RateOf(RequestClass.Turn)) is var wait && wait > TimeSpan.Zero
            ? new(RateOf(RequestClass.Turn), wait, "Too many turns in a short time. Try again later.")
            : null;

    /// <summary>Counts a turn that has started. Turns that start at the same moment may exceed the rate by a few.</summary>
    public void CountTurn(Guid userId)
    {
        if (isOn) table.Take(OfTurns(userId), RateOf(RequestClass.Turn));
    }

    /// <summary>Counts an attempt to register, for its address and in total. Returns why it is refused. Null if it is not.</summary>
    public RateRefusal? CountRegistration(HttpContext http)
    {
        var ofSource = new RateKey(RequestClass.Registration, Guid.Empty, ClientSource.Of(http));
        return Take(ofSource, RateOf(RequestClass.Registration)) ?? Take(ofSource with { Source = null }, allRegistrations);
    }

    public override RateLimiterStatistics? GetStatistics(HttpContext resource) => null;

    protected override RateLimitLease AttemptAcquireCore(HttpContext resource, int permitCount)
    {
        return ClassOf(resource) is { } requests && Take(KeyOf(resource, requests), RateOf(requests)) is { } refusal
            ? new Lease(refusal)
            : Granted;
    }

    protected override ValueTask<RateLimitLease> AcquireAsyncCore(HttpContext resource, int permitCount, CancellationToken cancellationToken) =>
        new(AttemptAcquireCore(resource, permitCount));

    private RateRefusal? Take(in RateKey key, Rate rate)
    {
        var wait = isOn ? table.Take(key, rate) : TimeSpan.Zero;
        return wait == TimeSpan.Zero ? null : new(rate, wait, RateRefusal.TooManyRequests);
    }

    private static RequestClass? ClassOf(HttpContext http)
    {
        // The page and the documentation are no endpoints of the API, and come from memory.
        if (http.GetEndpoint()?.Metadata is not { } endpoint || endpoint.GetMetadata<EndpointDefinition>() is null) return null;
        if (endpoint.GetMetadata<RequestClassMetadata>() is { } declared) return declared.Class;
        return HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method) ? RequestClass.Read : RequestClass.Write;
    }

    // A sign-in counts for its address, whoever is signed in already.
    private static RateKey KeyOf(HttpContext http, RequestClass requests) =>
        requests != RequestClass.SignIn && http.User is SignedInUser user
            ? new(requests, user.UserId, null)
            : new(requests, Guid.Empty, ClientSource.Of(http));

    private static RateKey OfTurns(Guid userId) => new(RequestClass.Turn, userId, null);

    private Rate RateOf(RequestClass requests) => rates[(int)requests];

    /// <summary>Says whether a request may go on. It holds nothing, so all that may go on share one.</summary>
    internal sealed class Lease(RateRefusal? refusal) : RateLimitLease
    {
        public RateRefusal? Refusal => refusal;

        public override bool IsAcquired => refusal is null;

        public override IEnumerable<string> MetadataNames => [];

        public override bool TryGetMetadata(string metadataName, out object? metadata)
        {
            metadata = null;
            return false;
        }
    }
}
