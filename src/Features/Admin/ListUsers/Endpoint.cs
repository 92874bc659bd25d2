using FastEndpoints;
using SamosaChaat.Shared.Audit;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Identity.Accounts;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Features.Admin.ListUsers;

internal sealed class Endpoint(IStore store, AuditTrail audit) : Endpoint<Request, AccountResponse[]>
{
    public override void Configure()
    {
        Get("/admin/users");
        this.ForAdmins().Conditional().Describe(
            "List all accounts, the oldest first.",
            "The `Link` header points to the next page. The last page has no `Link` header.",
            StatusCodes.Status200OK,
            (StatusCodes.Status403Forbidden, AdminOnly.Reason));
    }

    public override async Task HandleAsync(Request req, CancellationToken ct)
    {
        await audit.ReadAsync(HttpContext, AuditKinds.UsersRead);
        Cursor.TryDecode(req.Cursor, out var from);
        var users = await store.ReadAsync(new PageOfUsers(from.Id, req.Limit + 1), ct);
        using var body = PooledBuffer.Of(
            [.. users.Take(req.Limit).Select(AccountResponse.From)], AccountJson.Default.AccountResponseArray);
        var next = users.Count > req.Limit ? Paging.NextLink(HttpContext, req.Limit, new Cursor(users[req.Limit].Id).Encode()) : null;
        await Send.ResultAsync(new ConditionalJson(body, next));
    }
}
