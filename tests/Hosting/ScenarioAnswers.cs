using System.Globalization;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Alba;

namespace SamosaChaat.Tests.Hosting;

/// <summary>Reads what a scenario was answered.</summary>
internal static class ScenarioAnswers
{
    public static async Task<JsonElement> JsonAsync(this IScenarioResult answer) => JsonElement.Parse(await answer.ReadAsTextAsync());

    /// <summary>Reads a turn's events to the end, and holds each against the contract.</summary>
    public static async Task<IReadOnlyList<StreamedEvent>> EventsAsync(this IScenarioResult answer)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(await answer.ReadAsTextAsync()));
        var events = new List<StreamedEvent>();
        foreach (var item in SseParser.Create(stream).Enumerate())
        {
            Contract.Contract.CheckEvent(item.Data);
            events.Add(new(int.Parse(item.EventId!, CultureInfo.InvariantCulture), JsonElement.Parse(item.Data)));
        }

        return events;
    }
}
