using System.Globalization;
using FastEndpoints;
using SamosaChaat.Shared.Audit;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Transfer.Exports;
using SamosaChaat.Shared.Transfer.Lines;

namespace SamosaChaat.Features.Conversations.ExportAccount;

internal sealed class Endpoint(Exporter exporter, AuditTrail audit, TimeProvider clock) : Endpoint<Request>
{
    public override void Configure()
    {
        Get("/export");
        this.Downloads(MediaTypes.JsonLines).Describe(
            "Export everything of the signed-in user as a file.",
            "The file has JSON objects, one a line: the account, and all conversations with all versions, reasoning, instructions and numbers "
                + "of tokens. Each line has a hash that includes the line before it. The last line has counts, so a truncated file is "
                + "recognised. If the download breaks off, `after` begins another file behind the last whole conversation.");
    }

    public override async Task HandleAsync(Request req, CancellationToken ct)
    {
        if (!HttpContext.WasHead()) await audit.ReadAsync(HttpContext, AuditKinds.DataExported, User.Id());
        var day = clock.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (!await Download.BeginAsync(HttpContext, MediaTypes.JsonLines, $"export {day}", "jsonl")) return;
        using var writer = new LineWriter((part, stop) => BulkSend.WritePartAsync(HttpContext.Response, part, stop));
        await writer.WriteAsync(exporter.AccountAsync(User.Id(), req.After ?? Guid.Empty, tell: null, ct), ct);
    }
}
