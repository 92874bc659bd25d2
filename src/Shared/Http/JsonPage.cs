using System.Text.Json;

namespace SamosaChaat.Shared.Http;

/// <summary>
/// One page of a list as JSON, written row by row while the store reads: what is a text in its file goes into the answer as the bytes that it is. One thread at a
/// time; whoever was given it disposes of it.
/// </summary>
/// <typeparam name="TPlace">A place in the list, by which the next page can be asked for.</typeparam>
internal sealed class JsonPage<TPlace> : IDisposable where TPlace : struct
{
    private readonly int limit;
    private readonly Utf8JsonWriter json;
    private TPlace last;
    private int count;

    /// <param name="limit">How many rows it holds at most, 1 or more.</param>
    public JsonPage(int limit)
    {
        this.limit = limit;
        json = Body.NewWriter();
        json.WriteStartArray();
    }

    /// <summary>The place of its last row, where the next page begins; null where nothing comes after it.</summary>
    public TPlace? Next { get; private set; }

    /// <summary>All of it, after <see cref="End"/> and until it is disposed of.</summary>
    internal PooledBuffer Body { get; } = new();

    /// <summary>Adds the next row. One that does not fit is not written: it tells that there is a next page.</summary>
    public void Add<TRow>(TRow row, TPlace place, Action<Utf8JsonWriter, TRow> write)
    {
        if (count == limit)
        {
            Next = last;
            return;
        }

        write(json, row);
        (last, count) = (place, count + 1);
    }

    /// <summary>To be called once, after the last row.</summary>
    public JsonPage<TPlace> End()
    {
        json.WriteEndArray();
        json.Dispose();
        return this;
    }

    public void Dispose()
    {
        json.Dispose();
        Body.Dispose();
    }
}
