using System.Net;
using System.Net.Http.Headers;
using System.Text;
using SamosaChaat.Bench.Fuzz.World;

namespace SamosaChaat.Bench.Fuzz.Requests;

/// <summary>Sends requests as they are: nothing is put in order on the way.</summary>
internal sealed class Sender(Uri server) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly HttpClient http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8,
        ResponseHeaderEncodingSelector = (_, _) => Encoding.UTF8,
    })
    {
        BaseAddress = server,
        Timeout = Patience,
    };

    public HttpClient Http => http;

    /// <exception cref="HttpRequestException">The server broke it off.</exception>
    /// <exception cref="OperationCanceledException">No answer came.</exception>
    public async Task<Answer> SendAsync(FuzzRequest request)
    {
        // Otherwise dots and encodings would be resolved here.
        var uri = new Uri(server.GetLeftPart(UriPartial.Authority) + request.Path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        using var message = new HttpRequestMessage(new HttpMethod(request.Method), uri);
        if (request.Body is { } body)
        {
            message.Content = new ByteArrayContent(body);
            if (request.ContentType is { } type) message.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        foreach (var (name, value) in request.Headers)
        {
            // The client sends no control characters. RawNonsense does.
            var text = string.Concat(value.Where(c => !char.IsControl(c)));
            if (!message.Headers.TryAddWithoutValidation(name, text)) message.Content?.Headers.TryAddWithoutValidation(name, text);
        }

        using var response = await http.SendAsync(message);
        return await ReadAsync(response);
    }

    /// <summary>True if the token of an actor is no longer good.</summary>
    public async Task<bool> IsGoneAsync(Actor? actor)
    {
        if (actor is null) return false;
        using var request = new HttpRequestMessage(HttpMethod.Get, "/auth/me");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", actor.Token);
        using var response = await http.SendAsync(request);
        return response.StatusCode == HttpStatusCode.Unauthorized;
    }

    public void Dispose() => http.Dispose();

    private static async Task<Answer> ReadAsync(HttpResponseMessage response)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in response.Headers.Concat<KeyValuePair<string, IEnumerable<string>>>(response.Content.Headers)) headers[name] = string.Join(", ", values);
        var type = headers.TryGetValue("Content-Type", out var text) && MediaTypeHeaderValue.TryParse(text, out var parsed) ? parsed.MediaType : null;
        return new((int)response.StatusCode, type, headers, Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync()));
    }
}
