using SamosaChaat.Bench.Hosting;
using SamosaChaat.Bench.Streams;

namespace SamosaChaat.Bench.Readers;

/// <summary>Everybody who reads one turn, and what they saw.</summary>
/// <param name="Cuts">How often one of them was cut off, and resumed.</param>
internal sealed record Crowd(Guid Message, CommonBytes Seen, int Events, int Cuts)
{
    /// <summary>Begins a turn, and reads it as often as is wanted: the first reader posted it, the others came while it ran.</summary>
    /// <exception cref="InvalidDataException">Not everybody saw all of it, alike, and as it is stored.</exception>
    public static async Task<Crowd> ReadAsync(ReadersOptions options, Uri server, Account account)
    {
        using var http = SlowNetwork.Client(server);
        var (requests, message, seen) = (new TurnRequests(http, account), Guid.CreateVersion7(), new CommonBytes());
        var readers = Enumerable.Range(0, options.Readers).Select(number => new StallingReader(number, options, requests, message, seen)).ToArray();

        var posted = requests.PostAsync(message, "Tell me everything about samosas.");
        await posted;
        await Task.WhenAll(readers.Select((reader, number) => reader.ReadAsync(number == 0 ? posted : requests.ResumeAsync(message, after: -1))));

        foreach (var reader in readers.Where(reader => reader.Bytes != seen.Length)) throw new InvalidDataException($"A reader saw {reader.Bytes} bytes of {seen.Length}.");
        var events = StoredCheck.HoldList(seen, await requests.ListAsync());
        return new(message, seen, events, readers.Sum(reader => reader.Cuts));
    }
}
