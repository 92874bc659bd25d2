using FastEndpoints;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Turns;

namespace SamosaChaat.Features.Messages.GetContext;

internal sealed class Endpoint(IStore store, TurnFinder turns) : EndpointWithoutRequest<Response>
{
    public override void Configure()
    {
        Get("/conversations/{conversationId:uuid}/messages/{messageId:uuid}/context");
        this.Describe(
            "Get the messages that were sent to the model for a turn, and the messages that were left out.",
            "The id of its user message identifies the turn.");
    }

    public override async Task HandleAsync(CancellationToken ct)
    {
        var (userId, conversationId, messageId) = (User.Id(), Route<Guid>("conversationId"), Route<Guid>("messageId"));
        while (true)
        {
            var found = await store.ReadAsync(new ReadContext(userId, conversationId, messageId), ct);
            if (found is null)
            {
                await Send.ResultAsync(Problem.NotFound);
                return;
            }

            var sent = found.Turn.Sent;
            if (sent is null && found.Turn.IsRunning)
            {
                // While it is being put together, for a moment, there is nothing to tell yet.
                if (await turns.FindRunningAsync(userId, found.Turn, ct) is not { } live) continue;
                sent = await live.Prompted.WaitAsync(ct);
            }

            if (sent is null) await Send.ResultAsync(Problem.Of(StatusCodes.Status404NotFound, "The server stopped before it stored the context of this turn."));
            else await Send.OkAsync(new(messageId, found.Turn.ModelTag, sent.MessageIds, sent.Tokens, LeftOut(sent, found.Before)), ct);
            return;
        }
    }

    /// <summary>What is sent is the end of the conversation, so what is left out comes before it: a reason for each from the newest on, and the last one for the rest.</summary>
    private static List<LeftOut> LeftOut(SentPrompt sent, IReadOnlyList<Guid> before)
    {
        if (sent.LeftOut.Count == 0) return [];

        var kept = sent.MessageIds.ToHashSet();
        return [.. before
            .TakeWhile(message => !kept.Contains(message))
            .Reverse()
            .Select((message, i) => (Id: message, Reason: sent.LeftOut[Math.Min(i, sent.LeftOut.Count - 1)]))
            .GroupBy(message => message.Reason, message => message.Id)
            .Select(group => new LeftOut(group.Key, [.. group.Reverse()]))];
    }
}
