using FastEndpoints;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Features.Conversations.ListConversations;

internal sealed class Endpoint(IStore store) : Endpoint<Request, ListedConversation[]>
{
    public override void Configure()
    {
        Get("/conversations");
        this.Conditional().Describe(
            "List the signed-in user's conversations, newest first.",
            "Sorts by `updated_at`. The `Link` header points to the next page. The last page has no `Link` header. "
                + "Leaves out temporary conversations, and archived ones unless the request has `archived`. "
                + "`include` adds to each conversation whether it is pinned and whether it is archived.");
    }

    public override async Task HandleAsync(Request req, CancellationToken ct)
    {
        Cursor.TryDecode(req.Cursor, out var below);
        var filter = FilterParser.Parse(req.Archived, req.Pinned);
        var extras = ConversationExtrasParser.Parse(req.Include) ?? ConversationExtras.None;
        using var page = await store.ReadAsync(new PageOfConversations(User.Id(), below, req.Limit, filter, extras), ct);
        var next = page.Next is { } last
            ? Paging.NextLink(
                HttpContext, req.Limit, last.Encode(), ("archived", req.Archived), ("pinned", req.Pinned), ("include", req.Include))
            : null;
        await Send.ResultAsync(new ConditionalJson(page.Body, next));
    }
}
