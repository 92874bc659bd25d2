using System.Text;
using System.Text.Json;
using SamosaChaat.Bench.Measuring;

namespace SamosaChaat.Bench.Requests;

/// <summary>A kind of request, each as somebody of many sends it.</summary>
/// <param name="Asks">Who asks for what, in turn.</param>
/// <param name="Body">Null without one.</param>
/// <param name="Items">As many are in the answer's list; null where it is none.</param>
internal sealed record Kind(string Name, HttpMethod Method, Ask[] Asks, string? Body, int? Items, Bound Bound)
{
    /// <summary>What the server answers to the first of them.</summary>
    /// <exception cref="InvalidOperationException">It is not what is meant to be measured.</exception>
    public async Task<Recording> RecordAsync(Uri server)
    {
        using var http = new HttpClient { BaseAddress = server };
        using var request = new HttpRequestMessage(Method, Asks[0].Path);
        request.Headers.Authorization = new("Bearer", Asks[0].Token);
        if (Body is not null) request.Content = new StringContent(Body, Encoding.UTF8, "application/json");
        using var response = await http.SendAsync(request);
        var bytes = await response.Content.ReadAsByteArrayAsync();
        if (!response.IsSuccessStatusCode) throw new InvalidOperationException($"{Name} was answered with {response.StatusCode}.");
        using var json = JsonDocument.Parse(bytes);
        if (Items is { } items && json.RootElement.GetArrayLength() != items) throw new InvalidOperationException($"{Name} has {json.RootElement.GetArrayLength()} items.");
        return new((int)response.StatusCode, response.Content.Headers.ContentType!.ToString(), bytes);
    }
}

/// <summary>One request: whose, and for what.</summary>
internal readonly record struct Ask(string Path, string Token);

/// <summary>An answer that is given again and again.</summary>
internal sealed record Recording(int Status, string ContentType, byte[] Body);
