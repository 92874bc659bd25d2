using FastEndpoints;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Retention;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Features.Conversations.EmptyTrash;

internal sealed class Endpoint(IStore store, TrashRemoval removal) : EndpointWithoutRequest
{
    private const int Page = 100;

    public override void Configure()
    {
        Delete("/trash");
        this.Describe(
            "Delete all conversations in the trash for ever.",
            "It removes one after another. What is deleted meanwhile stays in the trash.",
            StatusCodes.Status204NoContent);
    }

    public override async Task HandleAsync(CancellationToken ct)
    {
        // It goes from the newest to the oldest, so it ends whatever is deleted meanwhile.
        var below = Cursor.Top;
        while (await store.ReadAsync(new ReadTrash(User.Id(), below.Time, below.Id, Page), ct) is { Count: > 0 } page)
        {
            foreach (var trashed in page) await removal.RemoveAsync(HttpContext, User.Id(), trashed.Conversation.Id, ct);
            below = Cursor.Below(page[^1]);
        }

        await Send.NoContentAsync(ct);
    }
}
