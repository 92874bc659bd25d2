using System.Globalization;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Shared.Inference;

/// <summary>Explains why a call of an upstream failed: to the client, to the log and to the metrics.</summary>
/// <param name="Kind">The kind of failure, one of a few words, for metrics.</param>
/// <param name="Problem">The response. It may have the upstream's own words, which may quote the prompt.</param>
/// <param name="Cause">The cause for the log, without words of the upstream or of the prompt.</param>
internal sealed record UpstreamFailure(string Kind, Problem Problem, string Cause)
{
    /// <summary>Explains an exception of the upstream's client.</summary>
    public static UpstreamFailure From(Exception error, Upstream upstream)
    {
        if (IsUnreachable(error))
        {
            var problem = Of(StatusCodes.Status503ServiceUnavailable, "cannot be reached");
            return new("unreachable", problem, error.GetBaseException().GetType().Name);
        }

        return error switch
        {
            UpstreamRefusedException refused => Refused(refused),
            UnreadableAnswerException unreadable => new(
                unreadable.Said is null && !unreadable.IsRateLimit ? "unreadable" : "reported",
                Of(StatusFor(unreadable.IsRateLimit), unreadable.Message, unreadable.Said),
                unreadable.Message),
            _ => new("broken_off", Of(StatusCodes.Status502BadGateway, "broke off its answer"), error.GetBaseException().GetType().Name),
        };

        UpstreamFailure Refused(UpstreamRefusedException refused)
        {
            var status = ((int)refused.StatusCode!).ToString(CultureInfo.InvariantCulture);
            var isRateLimit = (int)refused.StatusCode == StatusCodes.Status429TooManyRequests;
            var problem = Of(StatusFor(isRateLimit), $"refused the request with status {status}", refused.Said);
            return new("refused", problem with { RetryAfter = refused.RetryAfter }, $"status {status}");
        }

        Problem Of(int status, string predicate, string? said = null)
        {
            var rest = said is null ? "." : $": {UpstreamMessage.Redacted(said, upstream.ApiKey)}";
            return Problem.Of(status, $"The model's server '{upstream.Name}' {predicate}{rest}");
        }
    }

    /// <summary>Explains that an upstream sent no token for too long.</summary>
    public static UpstreamFailure Silent(Upstream upstream) => new(
        "timeout",
        Problem.Of(StatusCodes.Status504GatewayTimeout, $"The model's server '{upstream.Name}' was silent for too long."),
        "silence");

    /// <summary>Explains that a model thought for too long.</summary>
    /// <param name="most">The maximum time that it may think.</param>
    public static UpstreamFailure Thinking(Upstream upstream, TimeSpan most) => new(
        "timeout",
        Problem.Of(
            StatusCodes.Status504GatewayTimeout,
            string.Create(
                CultureInfo.InvariantCulture,
                $"The model of the server '{upstream.Name}' thought for more than {most.TotalSeconds:0.###} seconds.")),
        "thinking");

    public static bool IsUnreachable(Exception error) => error switch
    {
        // A broken connection means that the server was reached. FIN and RST make no difference.
        HttpRequestException
        {
            HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
                or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError
        } => true,
        // ConnectTimeout has elapsed. The exception looks like a cancellation.
        OperationCanceledException { InnerException: TimeoutException } => true,
        _ => false,
    };

    /// <summary>A client can act on a rate limit. All other failures of an upstream are a bad gateway.</summary>
    private static int StatusFor(bool isRateLimit) =>
        isRateLimit ? StatusCodes.Status429TooManyRequests : StatusCodes.Status502BadGateway;
}
