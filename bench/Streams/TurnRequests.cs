using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using SamosaChaat.Bench.Hosting;

namespace SamosaChaat.Bench.Streams;

/// <summary>The requests about one account's turns.</summary>
internal sealed class TurnRequests(HttpClient http, Account account)
{
    private string Messages => $"/conversations/{account.ConversationId}/messages";

    /// <summary>Sends a message; the answer's stream is still to be read.</summary>
    public Task<HttpResponseMessage> PostAsync(Guid message, string content, int? maxTokens = null) => SendAsync(new(HttpMethod.Post, Messages)
    {
        Content = JsonContent.Create(new { message = new { id = message, content }, max_tokens = maxTokens }),
    });

    /// <param name="after">The last event that was seen; -1 for all of them.</param>
    public Task<HttpResponseMessage> ResumeAsync(Guid message, long after)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"{Messages}/{message}/stream");
        if (after >= 0) request.Headers.Add("Last-Event-ID", after.ToString(CultureInfo.InvariantCulture));
        return SendAsync(request);
    }

    /// <summary>The conversation as it is stored.</summary>
    public async Task<JsonElement[]> ListAsync()
    {
        using var response = await SendAsync(new(HttpMethod.Get, Messages));
        return (await response.Content.ReadFromJsonAsync<JsonElement[]>())!;
    }

    /// <exception cref="InvalidOperationException">It was answered with anything but 200.</exception>
    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", account.Token);
            var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            if (response.StatusCode == HttpStatusCode.OK) return response;
            using (response) throw new InvalidOperationException($"{request.Method} {request.RequestUri}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        }
    }
}
