using FastEndpoints;
using SamosaChaat.Shared.Audit;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Features.Admin.ListAuditEntries;

internal sealed class Endpoint(IStore store, AuditTrail audit, AuditSealer sealer) : Endpoint<Request, Response[]>
{
    public override void Configure()
    {
        Get("/admin/audit");
        this.ForAdmins().Describe(
            "List the audit log, the newest entries first.",
            "Each request adds an entry itself. The `Link` header points to the next page. The last page has no `Link` header. "
                + $"With `user` or `kind`, a page looks at {EntrySearch.Most} entries at most. So it may be short or empty although "
                + "there is a next one.",
            StatusCodes.Status200OK,
            (StatusCodes.Status403Forbidden, AdminOnly.Reason));
    }

    public override async Task HandleAsync(Request req, CancellationToken ct)
    {
        await audit.ReadAsync(HttpContext, AuditKinds.AuditRead);
        // The list has what was done before this request.
        await sealer.SealAsync(ct);
        Cursor.TryDecode(req.Cursor, out var from);
        var (found, next) = await EntrySearch.RunAsync(store, from, req.Limit, req.Fits, ct);
        HttpContext.Response.Headers.CacheControl = "no-store";
        if (next is { } last)
        {
            HttpContext.Response.Headers.Link =
                Paging.NextLink(HttpContext, req.Limit, last.Encode(), ("user", req.User), ("kind", req.Kind));
        }

        await Send.OkAsync([.. found.Select(ListAuditEntries.Response.From)], ct);
    }
}
