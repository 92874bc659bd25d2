using FastEndpoints;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Retention;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Features.Conversations.ListTrash;

internal sealed class Endpoint(IStore store, IOptions<RetentionOptions> options) : Endpoint<Request, Response[]>
{
    public override void Configure()
    {
        Get("/trash");
        this.Conditional().Describe(
            "List the conversations in the signed-in user's trash, the newest deletion first.",
            "The `Link` header points to the next page. The last page has no `Link` header. "
                + "Only the operations of the trash find these conversations.");
    }

    public override async Task HandleAsync(Request req, CancellationToken ct)
    {
        Cursor.TryDecode(req.Cursor, out var below);
        var found = await store.ReadAsync(new ReadTrash(User.Id(), below.Time, below.Id, req.Limit + 1), ct);
        Response[] page = [.. found.Take(req.Limit).Select(trashed => ListTrash.Response.From(trashed, options.Value.Trash))];
        using var body = PooledBuffer.Of(page, TrashJson.Default.ResponseArray);
        var next = found.Count > req.Limit
            ? Paging.NextLink(HttpContext, req.Limit, Cursor.Below(found[req.Limit - 1]).Encode())
            : null;
        await Send.ResultAsync(new ConditionalJson(body, next));
    }
}
