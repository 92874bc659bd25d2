using System.Globalization;
using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;
using SamosaChaat.Bench.Hosting;
using SamosaChaat.Shared.Turns.Events;
using SamosaChaat.Shared.Turns.Operations;

namespace SamosaChaat.Bench.Readers;

/// <summary>Holds what all readers saw alike against what is stored.</summary>
internal static class StoredCheck
{
    /// <summary>Ids count from 0; the tokens are the answer; its message is the list's. Returns how many events there are.</summary>
    /// <exception cref="InvalidDataException">They do not, or are not.</exception>
    public static int HoldList(CommonBytes seen, JsonElement[] list)
    {
        using var stream = new MemoryStream(seen.All.ToArray());
        var text = new StringBuilder();
        var (next, done) = (0, default(JsonElement));
        foreach (var item in SseParser.Create(stream).Enumerate())
        {
            if (item.EventId != next.ToString(CultureInfo.InvariantCulture)) throw new InvalidDataException($"Event {next} has the id {item.EventId}.");
            next++;
            using var data = JsonDocument.Parse(item.Data);
            if (data.RootElement.TryGetProperty("token", out var token)) text.Append(token.GetString());
            else if (data.RootElement.TryGetProperty("done", out _)) done = data.RootElement.Clone();
        }

        if (done.GetProperty("finish_reason").GetString() != "stop") throw new InvalidDataException($"The turn did not end well: {done.GetProperty("finish_reason")}.");
        if (!JsonElement.DeepEquals(done.GetProperty("message"), list[^1])) throw new InvalidDataException("done has another message than the list.");
        if (text.ToString() != list[^1].GetProperty("content").GetString()) throw new InvalidDataException("The tokens are not the stored answer.");
        return next;
    }

    /// <summary>What the program makes of the stored turn are the bytes that everybody saw; returns how much memory its log takes.</summary>
    /// <exception cref="InvalidDataException">They are not.</exception>
    public static async Task<int> HoldReplayAsync(CommonBytes seen, ServerSetup setup, Account account, Guid message)
    {
        using var folder = new OpenFolder(setup.Folder, setup.Engine);
        var stored = await folder.Store.ReadAsync(new ReadTurn(account.UserId, account.ConversationId, message), default);
        var log = TurnEvents.Replay(stored ?? throw new InvalidDataException("The turn is not stored."));
        if (!log.Read(0, out _).Span.SequenceEqual(seen.All.Span)) throw new InvalidDataException("The stored turn's events are not what the readers saw.");
        return log.Length;
    }
}
