using Microsoft.Extensions.AI;
using SamosaChaat.Shared.Domain;

namespace SamosaChaat.Shared.Inference.Nanochat;

/// <summary>The body of <c>POST /generate</c>. The service decides the values that are null.</summary>
internal sealed record GenerateRequest(IReadOnlyList<GenerateMessage> Messages, double? Temperature, int? MaxTokens, int? TopK)
{
    public static GenerateRequest From(IEnumerable<ChatMessage> messages, ChatOptions? options) => new(
        Roled(messages),
        ExactNumber.Of(options?.Temperature),
        options?.MaxOutputTokens,
        options?.TopK);

    /// <summary>Adds a system prompt to the first user message, because the service knows only user and assistant.</summary>
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
