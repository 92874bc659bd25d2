using System.ClientModel;
using System.Globalization;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Shared.Inference;

/// <summary>What went wrong with a model's server, as the status and words that a client is told. Exception texts stay in the log.</summary>
internal static class UpstreamFailure
{
    /// <summary>503 where it could not be reached, 502 where it refused or broke off.</summary>
    public static Problem From(Exception error, Upstream upstream)
    {
        if (IsUnreachable(error)) return Problem.Of(StatusCodes.Status503ServiceUnavailable, $"The model's server '{upstream.Name}' cannot be reached.");

        return StatusOf(error) is { } status
            ? Problem.Of(StatusCodes.Status502BadGateway, string.Create(CultureInfo.InvariantCulture, $"The model's server '{upstream.Name}' refused the request with status {status}."))
            : Problem.Of(StatusCodes.Status502BadGateway, $"The model's server '{upstream.Name}' broke off its answer.");
    }

    public static Problem Silent(Upstream upstream) =>
        Problem.Of(StatusCodes.Status504GatewayTimeout, $"The model's server '{upstream.Name}' was silent for too long.");

    /// <summary>What metrics call it when a server is silent for too long.</summary>
    public const string Timeout = "timeout";

    /// <summary>What metrics call it: one of three words.</summary>
    public static string KindOf(Exception error) => IsUnreachable(error) ? "unreachable" : StatusOf(error) is not null ? "refused" : "broken_off";

    public static bool IsUnreachable(Exception error) => error switch
    {
        // Where there was a connection and it broke, the server was reached: how it broke, by FIN or by RST, makes no difference.
        HttpRequestException
        {
            HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
                or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError
        } => true,
        // ConnectTimeout ran out. It looks like a cancellation, but nobody cancelled.
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
