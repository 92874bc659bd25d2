using System.Text;
using System.Text.Json;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Turns.Operations;

namespace SamosaChaat.Tests.Storage;

/// <summary>A page of a list as it goes over the wire, and where the next one begins.</summary>
internal sealed record Page<TPlace>(string Json, TPlace? Next) where TPlace : struct
{
    /// <summary>What there is, of which no more than <paramref name="limit"/> has room. It is written from the contract's own type, by reflection.</summary>
    public static Page<TPlace> Of<T, TResponse>(IReadOnlyList<T> found, int limit, Func<T, TResponse> from, Func<T, TPlace> place) => new(
        JsonSerializer.Serialize(found.Take(limit).Select(from).ToArray(), Shared.Http.Json.Options),
        found.Count > limit ? place(found[limit - 1]) : null);
}

internal static class Pages
{
    public static Page<TPlace>? Told<TPlace>(this JsonPage<TPlace>? page) where TPlace : struct
    {
        using var read = page;
        return read is null ? null : new(Encoding.UTF8.GetString(read.Body.Written.Span), read.Next);
    }

    /// <summary>What a page holds, as a client reads it.</summary>
    public static TResponse[] Items<TResponse, TPlace>(this Page<TPlace>? page) where TPlace : struct => JsonSerializer.Deserialize<TResponse[]>(page!.Json, Json.Options)!;

    /// <summary>All of a conversation's, in order, with what lists don't tell.</summary>
    public static async Task<List<Message>> MessagesAsync(this TempStore store, Guid conversation) =>
        [.. Enumerable.Reverse(await store.ReadAsync(new ReadHistory(conversation, upTo: 16_777_215, limit: 1_000)))];
}
