using FastEndpoints;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Features.Messages.ListMessages;

internal sealed class Endpoint(IStore store) : Endpoint<Request, ListedMessage[]>
{
    public override void Configure()
    {
        Get("/conversations/{conversationId:uuid}/messages");
        this.Conditional().Describe(
            "List the messages of a conversation's active path, oldest first.",
            "Returns all messages if the request has no `limit`. With a `limit`, the `Link` header points to the next page. "
                + "`include` adds properties to each answer: what the model thought, how the answer ended, and the numbers of tokens. "
                + "And it adds the ids of each message's versions.");
    }

    public override async Task HandleAsync(Request req, CancellationToken ct)
    {
        Cursor.TryDecode(req.Cursor, out var after);
        var extras = ExtrasParser.Parse(req.Include) ?? Extras.None;
        var limit = req.Limit ?? int.MaxValue - 1;
        using var page = await store.ReadAsync(
            new PageOfMessages(User.Id(), Route<Guid>(RouteParameters.ConversationId), after, limit, extras), ct);
        if (page is null)
        {
            await Send.ResultAsync(Problem.NotFound);
            return;
        }

        var next = page.Next is { } last ? Paging.NextLink(HttpContext, limit, Cursor.After(last), ("include", req.Include)) : null;
        await Send.ResultAsync(new ConditionalJson(page.Body, next));
    }
}
