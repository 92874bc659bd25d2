using System.Text.Json;

namespace SamosaChaat.Shared.Http;

/// <summary>
/// A page of a list as JSON, written row by row while the store reads. Texts are copied as stored UTF-8 bytes. Use it on one thread at a
/// time. Its receiver disposes it.
/// </summary>
/// <typeparam name="TPlace">A position in the list, from which the next page starts.</typeparam>
internal sealed class JsonPage<TPlace> : IDisposable where TPlace : struct
{
    private readonly int limit;
    private readonly Utf8JsonWriter json;
    private TPlace last;
    private int count;

    /// <param name="limit">The maximum number of rows, 1 or more.</param>
    public JsonPage(int limit)
    {
        this.limit = limit;
        json = Body.NewWriter();
        json.WriteStartArray();
    }

    /// <summary>The position of the last row, where the next page starts. Null if this page is the last one.</summary>
    public TPlace? Next { get; private set; }

    /// <summary>The complete page. Valid after <see cref="End"/> and until it is disposed.</summary>
    internal PooledBuffer Body { get; } = new();

    /// <summary>Adds the next row. A row beyond the limit is not written, but shows that there is a next page.</summary>
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

    /// <summary>Completes the page. Call it once, after the last row.</summary>
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
