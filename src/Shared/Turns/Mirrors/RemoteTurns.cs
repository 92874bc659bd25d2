using System.Globalization;
using SamosaChaat.Shared.Cluster;
using SamosaChaat.Shared.Cluster.Peers;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Turns.Mirrors;

/// <summary>
/// Asks other nodes about their turns, by the operations of <see cref="TurnRoutes"/>. A node that has no such turn says so, and passes
/// nothing on. Any thread can call every member.
/// </summary>
internal sealed partial class RemoteTurns(
    IStore store, Membership membership, NodeClient client, MirrorMetrics metrics, ILogger<RemoteTurns> logger)
{
    /// <summary>Finds the other node that runs a turn. Returns null if none does, or if this server calls no other node.</summary>
    public async ValueTask<RemoteTurn?> FindAsync(Guid turnId, CancellationToken ct) =>
        client.IsAvailable && await store.ReadAsync(new FindNodeOfTurn(turnId), ct) is { } found && found.NodeId != membership.NodeId
            ? found
            : null;

    /// <summary>Opens the stream of frames. Returns null if the turn does not run there.</summary>
    public Task<HttpResponseMessage?> OpenAsync(RemoteTurn turn, CancellationToken ct) =>
        client.SendAsync(HttpMethod.Get, turn.Address, turn.Path, ct);

    /// <summary>Returns the number of bytes in the turn's log. Returns null if the turn does not run there.</summary>
    public async Task<int?> LengthAsync(RemoteTurn turn, CancellationToken ct)
    {
        using var response = await client.SendAsync(HttpMethod.Head, turn.Address, turn.Path, ct);
        return response is null
            ? null
            : int.Parse(response.Headers.GetValues(TurnRoutes.LengthHeader).Single(), NumberStyles.None, CultureInfo.InvariantCulture);
    }

    /// <summary>Waits for the prompt of the turn. Returns null if the turn does not run there.</summary>
    public async Task<SentPrompt?> PromptAsync(RemoteTurn turn, CancellationToken ct)
    {
        using var response = await client.SendAsync(HttpMethod.Get, turn.Address, $"{turn.Path}/prompt", ct);
        return response is null ? null : await response.Content.ReadFromJsonAsync<SentPrompt>(Json.Options, ct);
    }

    /// <summary>Cancels the turn and waits until that is stored. Returns false if the turn does not run there.</summary>
    public async Task<bool> CancelAsync(RemoteTurn turn, CancellationToken ct)
    {
        metrics.Stopped();
        using var response = await client.SendAsync(HttpMethod.Delete, turn.Address, turn.Path, ct);
        return response is not null;
    }

    /// <summary>
    /// Tells all other nodes that a conversation is deleted. Does not wait for them: a node that does not learn of it finds out when it
    /// stores the turn's end.
    /// </summary>
    public void ConversationDeleted(Guid conversationId)
    {
        if (client.IsAvailable) _ = TellAsync(conversationId);
    }

    private async Task TellAsync(Guid conversationId)
    {
        try
        {
            var others = await store.ReadAsync(new ListOtherNodes(membership.NodeId), CancellationToken.None);
            await Task.WhenAll(others.Select(async address =>
            {
                metrics.Stopped();
                using var _ = await client.SendAsync(HttpMethod.Delete, address, $"/turns/{conversationId}", CancellationToken.None);
            }));
        }
        catch (Exception e)
        {
            LogNotTold(logger, e, conversationId);
        }
    }

    [LoggerMessage(
        EventIds.RemoteStopFailed, LogLevel.Warning, "Another node was not told that conversation {conversation_id} is deleted")]
    private static partial void LogNotTold(ILogger logger, Exception error, Guid conversation_id);
}
