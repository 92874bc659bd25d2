using FastEndpoints;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Features.Conversations.GetConversation;

internal sealed class Endpoint(IStore store) : Endpoint<Request, ListedConversation>
{
    public override void Configure()
    {
        Get("/conversations/{conversationId:uuid}");
        this.Conditional().Describe(
            "Get a conversation.",
            "The response has no messages. Another operation lists them. "
                + "`include` adds whether the conversation is pinned, archived or temporary.");
    }

    public override async Task HandleAsync(Request req, CancellationToken ct)
    {
        var found = await store.ReadAsync(new FindConversation(User.Id(), Route<Guid>(RouteParameters.ConversationId)), ct);
        if (found is null)
        {
            await Send.ResultAsync(Problem.NotFound);
            return;
        }

        using var body = ConversationBody.Of(found, ConversationExtrasParser.Parse(req.Include) ?? ConversationExtras.None);
        await Send.ResultAsync(new ConditionalJson(body));
    }
}
