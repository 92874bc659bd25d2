using FastEndpoints;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Security;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Features.Conversations.ListConversations;

public sealed class Endpoint(IStore store) : Endpoint<Request, ConversationResponse[]>
{
    public override void Configure()
    {
        Get("/conversations");
        this.Conditional().Describe(
            "List the signed-in user's conversations, newest first.",
            "In the order of `updated_at`. The `Link` header leads to the next page; there is none on the last one.");
    }

    public override async Task HandleAsync(Request req, CancellationToken ct)
    {
        Cursor.TryDecode(req.Cursor, out var below);
        // One more than asked for tells whether there is a next page.
        var found = await store.ReadAsync(new PageOfConversations(User.Id(), below, req.Limit + 1), ct);
        var next = found.Count > req.Limit ? Paging.NextLink(HttpContext, req.Limit, Cursor.Below(found[req.Limit - 1]).Encode()) : null;
        var page = found.Take(req.Limit).Select(ConversationResponse.From).ToArray();
        await Send.ResultAsync(new ConditionalJson<ConversationResponse[]>(page, ConversationJson.Default.ConversationResponseArray, next));
    }
}
