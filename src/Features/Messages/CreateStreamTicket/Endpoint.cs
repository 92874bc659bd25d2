using FastEndpoints;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Turns;

namespace SamosaChaat.Features.Messages.CreateStreamTicket;

internal sealed class Endpoint(TurnFinder turns, StreamTickets tickets) : EndpointWithoutRequest<Response>
{
    public override void Configure()
    {
        Post("/conversations/{conversationId:uuid}/messages/{messageId:uuid}/stream/ticket");
        this.Describe(
            "Create a ticket for a turn's stream.",
            "A client that cannot send headers, such as a browser's `EventSource`, reads the stream with `?ticket=` instead of an access "
                + "token. A ticket is valid for 60 seconds, for one turn, and for reading only. It ends with the session of its user.");
    }

    public override async Task HandleAsync(CancellationToken ct)
    {
        var user = (SignedInUser)User;
        var (conversationId, messageId) = (Route<Guid>(RouteParameters.ConversationId), Route<Guid>(RouteParameters.MessageId));
        if (!await turns.ExistsAsync(user.UserId, conversationId, messageId, ct))
        {
            await Send.ResultAsync(Problem.NotFound);
            return;
        }

        HttpContext.Response.Headers.CacheControl = "no-store";
        var ticket = tickets.Issue(user, conversationId, messageId);
        await Send.OkAsync(new(ticket, (int)StreamTickets.Lifetime.TotalSeconds), ct);
    }
}
