using Microsoft.Extensions.AI;
using SamosaChaat.Shared.Domain;

namespace SamosaChaat.Shared.Inference.Nanochat;

/// <summary>The body of <c>POST /generate</c>; null leaves a choice to the service.</summary>
internal sealed record GenerateRequest(IReadOnlyList<GenerateMessage> Messages, double? Temperature, int? MaxTokens, int? TopK)
{
    public static GenerateRequest From(IEnumerable<ChatMessage> messages, ChatOptions? options) => new(
        Roled(messages),
        // As a decimal: 0.7f made a double would be 0.699999988.
        options?.Temperature is { } temperature ? (double)(decimal)temperature : null,
        options?.MaxOutputTokens,
        options?.TopK);

    /// <summary>The service knows user and assistant only: a system prompt goes in front of the first user message.</summary>
    private static List<GenerateMessage> Roled(IEnumerable<ChatMessage> messages)
    {
        var roled = new List<GenerateMessage>();
        var system = "";
        foreach (var message in messages)
        {
            if (message.Role == ChatRole.System)
            {
                system += message.Text + "\n\n";
            }
            else if (message.Role == ChatRole.Assistant)
            {
                roled.Add(new(Roles.Assistant, message.Text));
            }
            else
            {
                roled.Add(new(Roles.User, system + message.Text));
                system = "";
            }
        }

        return roled;
    }
}

internal sealed record GenerateMessage(string Role, string Content);
