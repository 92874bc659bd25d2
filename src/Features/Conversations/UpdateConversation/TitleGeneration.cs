using System.Collections.Concurrent;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Inference.Titles;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Features.Conversations.UpdateConversation;

/// <summary>
/// Replaces the title of a conversation by one that a model writes from the first exchange. One title at a time is written for
/// each conversation. A person's own title ends it.
/// </summary>
internal sealed class TitleGeneration(IStore store, TitleModel model)
{
    private readonly ConcurrentDictionary<Guid, CancellationTokenSource> running = new();

    /// <summary>Returns the conversation with its title, which may be the old one. Null if there is no such conversation.</summary>
    /// <param name="title">The title to replace. Another one stays.</param>
    public async Task<Conversation?> RunAsync(Guid userId, Guid conversationId, string title, CancellationToken ct)
    {
        var found = await store.ReadAsync(new FindFirstExchange(userId, conversationId), ct);
        if (found is not { Question: { } question, Answer: { } answer } || !model.IsSet || found.Conversation.Title != title)
        {
            return found?.Conversation;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        if (!running.TryAdd(conversationId, stop)) return found.Conversation;
        try
        {
            if (await model.AskAsync(question.Content, answer.Content, stop.Token) is not { } generated) return found.Conversation;
            var changed = await store.WriteAsync(new ReplaceTitle(userId, conversationId, title, generated), ct);
            if (changed is not null) return changed;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // The conversation has been renamed.
        }
        finally
        {
            running.TryRemove(conversationId, out _);
        }

        return await store.ReadAsync(new FindConversation(userId, conversationId), ct);
    }

    /// <summary>Stops the model if it writes a title for this conversation.</summary>
    public void Stop(Guid conversationId)
    {
        if (!running.TryGetValue(conversationId, out var stop)) return;
        try
        {
            stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has just ended.
        }
    }
}
