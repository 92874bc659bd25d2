using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;

namespace SamosaChaat.Shared.Inference.Demo;

/// <summary>A chat client without a model. It works offline and gives the same answer to the same question, at a readable speed.</summary>
internal sealed class DemoChatClient(IOptions<DemoOptions> options, TimeProvider clock) : IChatClient
{
    public static readonly Task<IReadOnlyList<string>> Models = Task.FromResult<IReadOnlyList<string>>(["demo", DemoThoughts.Model]);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? sampling = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var pace = options.Value.TokensPerSecond;
        var pause = pace > 0 ? TimeSpan.FromSeconds(1 / pace) : TimeSpan.Zero;
        var limit = sampling?.MaxOutputTokens ?? int.MaxValue;
        var started = clock.GetTimestamp();
        var count = 0;
        var question = messages.Last(message => message.Role == ChatRole.User).Text;
        var begun = messages.Last() is { Role: var role, Text: var text } && role == ChatRole.Assistant ? text : "";
        AIContent[] thoughts = begun.Length == 0 && sampling?.ModelId == DemoThoughts.Model ? [.. DemoThoughts.Tokens(question)] : [];
        var tokens = thoughts.Concat(DemoAnswer.Tokens(question, begun).Select(token => new TextContent(token)));
        foreach (var token in tokens)
        {
            if (count == limit) break;
            // Schedule by the clock, else each late timer would delay all later tokens.
            var due = (pause * ++count) - clock.GetElapsedTime(started);
            if (due > TimeSpan.Zero) await Task.Delay(due, clock, cancellationToken);
            else cancellationToken.ThrowIfCancellationRequested();
            yield return new ChatResponseUpdate(ChatRole.Assistant, [token]);
        }

        yield return new ChatResponseUpdate { FinishReason = count == limit ? ChatFinishReason.Length : ChatFinishReason.Stop };
    }

    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }
}
