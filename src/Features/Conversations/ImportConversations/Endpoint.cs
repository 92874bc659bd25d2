using System.Net.Mime;
using FastEndpoints;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Http.Connections;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Transfer.Foreign;
using SamosaChaat.Shared.Transfer.Imports;

namespace SamosaChaat.Features.Conversations.ImportConversations;

internal sealed class Endpoint(
    ImportFiles files, Importer importer, ImportSlots slots, ConversationLimit limit, IOptions<ImportOptions> options) : EndpointWithoutRequest
{
    private const string Unknown = "The body is no export that this server knows.";
    private const string Busy = "Too many imports are running. Try again when one has ended.";

    public override void Configure()
    {
        Post("/import");
        this.TakesFile(MediaTypes.JsonLines, MediaTypeNames.Application.Json, MediaTypeNames.Application.Zip).Downloads(MediaTypes.JsonLines).Describe(
            "Import conversations from a file.",
            "The body is an export of this program, or the conversations that ChatGPT, Claude, LibreChat or Open WebUI export, also as a ZIP. "
                + "Its content is what counts, and not its type. Each conversation is stored as a whole or not at all. The response has a JSON object a line for each: `id`, `result` (`imported`, `unchanged`, `conflict` or `invalid`) "
                + "and perhaps `detail`. The last line has the numbers of all results: `summary`. The same import again changes nothing.",
            StatusCodes.Status200OK,
            (StatusCodes.Status400BadRequest, Unknown),
            (StatusCodes.Status413PayloadTooLarge, "The body is larger than `Import:MaxBytes`."),
            (StatusCodes.Status503ServiceUnavailable, Busy));
    }

    public override async Task HandleAsync(CancellationToken ct)
    {
        using var slot = slots.TryTake();
        if (slot is null)
        {
            await Send.ResultAsync(Problem.Unavailable(Busy));
            return;
        }

        if (HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = options.Value.MaxBytes;
        }

        if (await files.OpenAsync(HttpContext.Request.Body, User.Id(), ct) is not { } file)
        {
            await Send.ResultAsync(Problem.Invalid(new Dictionary<string, string[]> { ["body"] = [Unknown] }));
            return;
        }

        var results = new ResultLines(HttpContext.Response);
        try
        {
            await foreach (var result in importer.RunAsync(User.Id(), file, await limit.TakeRoomAsync(User.Id(), ct), ct))
            {
                await results.AddAsync(result, ct);
            }
        }
        catch (Exception e) when (!results.IsEmpty && e is BadHttpRequestException or InsufficientStorageException)
        {
            // The conversations that are stored stay, so the client must learn of them.
            await results.AddAsync(ImportResult.Rest(e), ct);
        }

        RequestSlot.BodyArrived(HttpContext);
        await results.EndAsync(ct);
    }
}
