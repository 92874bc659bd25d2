using FastEndpoints;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Turns;
using SamosaChaat.Shared.Turns.Events;

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
        var userId = User.Id();
        var (conversationId, messageId) = (Route<Guid>(RouteParameters.ConversationId), Route<Guid>(RouteParameters.MessageId));
        // While the prompt is put together, for a moment, there is nothing to tell yet.
        var sent = await turns.PromptAsync(userId, conversationId, messageId, ct);
        var found = await store.ReadAsync(new ReadContext(userId, conversationId, messageId), ct);
        if (found is null)
        {
            await Send.ResultAsync(Problem.NotFound);
            return;
        }

        sent ??= found.Turn.Sent;
        if (sent is null)
        {
            await Send.ResultAsync(Problem.Of(
                StatusCodes.Status404NotFound, "The server stopped before it stored the context of this turn."));
            return;
        }

        await Send.OkAsync(
            new(
                messageId,
                found.Turn.ModelTag,
                sent.MessageIds,
                sent.Tokens,
                sent.SystemPromptTokens,
                sent.InstructionsTokens,
                LeftOut(sent, found.Before),
                Seams(found.Turn)),
            ct);
    }

    private static AnswerSeam[] Seams(TurnRecord turn) =>
        [.. turn.Seams.All.Select(seam => new AnswerSeam(turn.Attempt, EventLog.IdOf(turn.Attempt, seam.Tokens), seam.Characters))];

    /// <summary>
    /// The sent messages are the end of the conversation, apart from answers without text. All others come before them. The reasons apply
    /// from the newest left-out message to older ones, and the last reason applies to the rest.
    /// </summary>
    private static List<LeftOut> LeftOut(SentPrompt sent, IReadOnlyList<Guid> before)
    {
        var (kept, empty) = (sent.MessageIds.ToHashSet(), sent.EmptyAnswers.ToHashSet());
        var older = sent.LeftOut.Count == 0 ? [] : before
            .TakeWhile(message => !kept.Contains(message))
            .Where(message => !empty.Contains(message))
            .Reverse()
            .Select((message, i) => (Id: message, Reason: sent.LeftOut[Math.Min(i, sent.LeftOut.Count - 1)]));
        return [.. sent.EmptyAnswers.Select(message => (Id: message, Reason: LeftOutReasons.EmptyAnswer))
            .Concat(older)
            .GroupBy(message => message.Reason, message => message.Id)
            .Select(group => new LeftOut(group.Key, [.. group.Reverse()]))];
    }
}
