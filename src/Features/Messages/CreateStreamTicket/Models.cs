using SamosaChaat.Shared.Http;

namespace SamosaChaat.Features.Messages.CreateStreamTicket;

/// <summary>A ticket that reads the stream of one turn.</summary>
/// <param name="Ticket">The value for the parameter ticket of the turn's stream.</param>
/// <param name="ExpiresIn">Seconds until the ticket expires.</param>
internal sealed record Response(string Ticket, int ExpiresIn) : IExample
{
    public static object Example => new Response("eyJhbGciOiJFUzI1NiJ9…", 60);
}
