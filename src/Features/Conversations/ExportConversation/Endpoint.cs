using FastEndpoints;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Transfer.Exports;
using SamosaChaat.Shared.Transfer.Lines;

namespace SamosaChaat.Features.Conversations.ExportConversation;

internal sealed class Endpoint(Exporter exporter) : Endpoint<Request>
{
    public override void Configure()
    {
        Get("/conversations/{conversationId:uuid}/export");
        this.Downloads([.. ExportFormat.All.Select(format => format.MediaType)]).Describe(
            "Export a conversation as a file.",
            "`jsonl` has everything, with all versions, and can be imported again. `markdown` and `html` have the active path, for people. "
                + "If the download breaks off, ask again.");
    }

    public override async Task HandleAsync(Request req, CancellationToken ct)
    {
        var format = ExportFormat.Find(req.Format ?? ExportFormat.Default)!;
        if (await exporter.FindAsync(User.Id(), Route<Guid>(RouteParameters.ConversationId), ct) is not { } state)
        {
            await Send.ResultAsync(Problem.NotFound);
            return;
        }

        if (!await Download.BeginAsync(HttpContext, format.MediaType, state.Conversation.Title, format.Extension)) return;
        if (format.Page is { } page)
        {
            await page.WriteAsync(state.Conversation, exporter.TurnsAsync(state, ct), SendAsync, ct);
            return;
        }

        using var writer = new LineWriter(SendAsync);
        await writer.WriteAsync(exporter.OnlyAsync(state, ct), ct);

        ValueTask SendAsync(ReadOnlyMemory<byte> part, CancellationToken stop) => BulkSend.WritePartAsync(HttpContext.Response, part, stop);
    }
}
