using FastEndpoints;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Features.Conversations.SelectVersion;

internal sealed class Endpoint(IStore store, TimeProvider clock) : Endpoint<Request, ConversationResponse>
{
    public override void Configure()
    {
        Put("/conversations/{conversationId:uuid}/active");
        this.TakesJson().ChecksIfMatch().Describe(
            "Select a version of a message.",
            "The active path then goes through this version, and on through its newest continuation. Nothing is removed. "
                + "A change moves the conversation to the top of the list. "
                + "With `If-Match`, the request changes nothing if the conversation has changed.",
            StatusCodes.Status200OK,
            (StatusCodes.Status409Conflict, "A turn of this conversation is running."),
            (StatusCodes.Status412PreconditionFailed, IfMatch.Failed.Detail!));
    }

    public override async Task HandleAsync(Request req, CancellationToken ct)
    {
        var (status, conversation) = await store.WriteAsync(
            new SelectMessage(
                User.Id(),
                Route<Guid>(RouteParameters.ConversationId),
                req.Message,
                clock.Now(),
                IfMatch.Of(HttpContext.Request)),
            ct);
        await (conversation is not null
            ? ConversationBody.SendAsync(HttpContext, conversation)
            : Send.ResultAsync(status switch
            {
                EditStatus.Outdated => IfMatch.Failed,
                EditStatus.Busy => Problem.Of(StatusCodes.Status409Conflict, "A turn of this conversation is running.") with
                {
                    RetryAfter = TimeSpan.FromSeconds(1),
                },
                _ => Problem.NotFound,
            }));
    }
}
