using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;

namespace SamosaChaat.Tests.Hosting.Chats;

/// <summary>What a client reads out of the text of a stream, however it was cut off.</summary>
internal static class Events
{
    public static IReadOnlyList<StreamedEvent> Of(string stream)
    {
        using var bytes = new MemoryStream(Encoding.UTF8.GetBytes(Whole(stream)));
        return [.. SseParser.Create(bytes).Enumerate().Select(item => new StreamedEvent(
            int.Parse(item.EventId!, System.Globalization.CultureInfo.InvariantCulture),
            JsonSerializer.Deserialize<JsonElement>(item.Data)))];
    }

    /// <summary>Without the part of an event that may be its end.</summary>
    public static string Whole(string stream) => stream.LastIndexOf("\n\n", StringComparison.Ordinal) is >= 0 and var end ? stream[..(end + 2)] : "";

    /// <summary>The tokens of it, joined.</summary>
    public static string Text(string stream) => string.Concat(Of(stream).Select(item => item.Token));
}
