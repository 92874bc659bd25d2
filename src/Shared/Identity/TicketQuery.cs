using FastEndpoints;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Shared.Identity;

/// <summary>
/// Authenticates requests by a ticket in the query. It applies only to operations with
/// <see cref="TicketQueryExtensions.TakesTicket"/>. The ticket alone decides: an invalid one is refused, whatever else the request
/// contains.
/// </summary>
internal sealed class TicketQuery(RequestDelegate next, StreamTickets tickets)
{
    public const string Parameter = "ticket";

    public Task InvokeAsync(HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<TicketMetadata>() is not null
        && http.Request.Query.TryGetValue(Parameter, out var ticket)
            ? ValidateAsync(http, ticket.ToString())
            : next(http);

    private async Task ValidateAsync(HttpContext http, string ticket)
    {
        var user = ticket.Length is 0 or > BearerTokens.MaxLength
            ? null
            : await tickets.ValidateAsync(
                ticket, Id(http, RouteParameters.ConversationId), Id(http, RouteParameters.MessageId), http.RequestAborted);
        if (user is null)
        {
            await NotSignedIn.RefuseToken(http, "The ticket is invalid or expired, or it is for another turn.");
            return;
        }

        http.User = user;
        await next(http);
    }

    private static Guid Id(HttpContext http, string parameter) => Guid.Parse((string)http.Request.RouteValues[parameter]!);
}

/// <summary>Marks an operation that accepts a ticket in place of an access token.</summary>
internal sealed class TicketMetadata;

internal static class TicketQueryExtensions
{
    /// <summary>Declares that a ticket for the turn in the path may replace the access token.</summary>
    public static BaseEndpoint TakesTicket(this BaseEndpoint endpoint)
    {
        endpoint.Definition.Description(builder => builder.WithMetadata(new TicketMetadata()));
        return endpoint;
    }
}
