using System.ClientModel;
using System.Globalization;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Shared.Inference;

/// <summary>Converts failures of an upstream to problems for clients. Exception messages stay in the log.</summary>
internal static class UpstreamFailure
{
    /// <summary>Returns 503 if the upstream could not be reached, or 502 if it refused or broke off.</summary>
    public static Problem From(Exception error, Upstream upstream)
    {
        if (IsUnreachable(error))
        {
            return Problem.Of(StatusCodes.Status503ServiceUnavailable, $"The model's server '{upstream.Name}' cannot be reached.");
        }

        return StatusOf(error) is { } status
            ? Problem.Of(
                StatusCodes.Status502BadGateway,
                string.Create(
                    CultureInfo.InvariantCulture, $"The model's server '{upstream.Name}' refused the request with status {status}."))
            : Problem.Of(StatusCodes.Status502BadGateway, $"The model's server '{upstream.Name}' broke off its answer.");
    }

    public static Problem Silent(Upstream upstream) =>
        Problem.Of(StatusCodes.Status504GatewayTimeout, $"The model's server '{upstream.Name}' was silent for too long.");

    /// <summary>The kind of error in metrics if an upstream is silent for too long.</summary>
    public const string Timeout = "timeout";

    /// <summary>Returns the kind of error in metrics, one of three words.</summary>
    public static string KindOf(Exception error) =>
        IsUnreachable(error) ? "unreachable" : StatusOf(error) is not null ? "refused" : "broken_off";

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
        ClientResultException { InnerException: { } inner } => IsUnreachable(inner),
        _ => false,
    };

    private static int? StatusOf(Exception error) => error switch
    {
        HttpRequestException { StatusCode: { } status } => (int)status,
        ClientResultException { InnerException: { } inner } => StatusOf(inner),
        _ => null,
    };
}
