using FastEndpoints;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Features.Conversations.GetConversation;

internal sealed class Endpoint(IStore store) : EndpointWithoutRequest<ConversationResponse>
{
    public override void Configure()
    {
        Get("/conversations/{conversationId:uuid}");
        this.Conditional().Describe("Get a conversation.", "The response has no messages. Another operation lists them.");
    }

    public override async Task HandleAsync(CancellationToken ct)
    {
        var found = await store.ReadAsync(new FindConversation(User.Id(), Route<Guid>(RouteParameters.ConversationId)), ct);
        if (found is null)
        {
            await Send.ResultAsync(Problem.NotFound);
            return;
        }

        using var body = ConversationBody.Of(found);
        await Send.ResultAsync(new ConditionalJson(body));
    }
}
