using System.Globalization;
using System.Net.ServerSentEvents;
using System.Text.Json;

namespace SamosaChaat.Bench.Soak;

internal enum EventKind
{
    Message,
    Restart,
    Token,
    Error,
    Done,
    Unknown,
}

/// <summary>One event of a turn's stream.</summary>
/// <param name="Data">As it came, byte for byte.</param>
/// <param name="Text">The token, or done's finish_reason.</param>
/// <param name="Message">The message that it carries, if any.</param>
internal sealed record StreamedEvent(long Id, string Data, EventKind Kind, string? Text, JsonElement? Message)
{
    /// <summary>Each attempt to answer a turn has its own ids, from here on times its number.</summary>
    public const long IdsPerAttempt = 10_000_000;

    public int Attempt => (int)(Id / IdsPerAttempt);

    public static StreamedEvent Read(SseItem<string> item)
    {
        var id = long.TryParse(item.EventId, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
        using var json = JsonDocument.Parse(item.Data);
        var root = json.RootElement;
        JsonElement? message = root.TryGetProperty("message", out var found) && found.ValueKind == JsonValueKind.Object ? found.Clone() : null;
        if (root.TryGetProperty("done", out _)) return new(id, item.Data, EventKind.Done, root.GetProperty("finish_reason").GetString(), message);
        if (root.TryGetProperty("token", out var token)) return new(id, item.Data, EventKind.Token, token.GetString(), null);
        if (root.TryGetProperty("error", out _)) return new(id, item.Data, EventKind.Error, null, null);
        if (root.TryGetProperty("restart", out _)) return new(id, item.Data, EventKind.Restart, null, null);
        return new(id, item.Data, message is null ? EventKind.Unknown : EventKind.Message, null, message);
    }
}
