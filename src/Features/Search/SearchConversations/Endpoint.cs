using FastEndpoints;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Features.Search.SearchConversations;

internal sealed class Endpoint(IStore store) : Endpoint<Request, Response[]>
{
    public override void Configure()
    {
        Get("/search");
        this.Describe(
            "Search the titles and messages of the signed-in user.",
            "Titles come first, in the order of the list of conversations, and then messages, the newest first. A title or a message must "
                + "have all words and phrases. Case and accents do not matter. In scripts without spaces, such as Chinese, Japanese and "
                + "Thai, neighbouring characters are a phrase. The search finds the messages of the active path. An answer can be found "
                + "when it has ended. The `Link` header points to the next page. The last page has no `Link` header. With phrases, a page "
                + "may be short or empty although there is a next one.");
    }

    public override async Task HandleAsync(Request req, CancellationToken ct)
    {
        Cursor.TryDecode(req.Cursor, out var from);
        var filter = req.ToFilter(User.Id());
        var page = await store.ReadAsync(new FindTexts(filter, from, req.Limit), ct);
        HttpContext.Response.Headers.CacheControl = "no-store";
        if (page.Next is { } next)
        {
            HttpContext.Response.Headers.Link = Paging.NextLink(
                HttpContext, req.Limit, next.Encode(), ("q", req.Q), ("conversation", req.Conversation), ("role", req.Role),
                ("from", req.From), ("to", req.To), ("pinned", req.Pinned), ("archived", req.Archived));
        }

        await Send.OkAsync([.. page.Hits.Select(hit => SearchConversations.Response.From(hit, filter.Query))], ct);
    }
}
