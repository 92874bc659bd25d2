using System.Net.Http.Json;

namespace SamosaChaat.Tests.Hosting.Clients;

/// <summary>Requests whose failure is as good an answer as any.</summary>
internal static class Requests
{
    public static async Task<HttpResponseMessage> RequestAsync(
        this HttpClient http, HttpMethod method, string path, object? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await http.SendAsync(request);
    }

    public static Task<HttpResponseMessage> FetchAsync(this HttpClient http, string path, params (string Name, string Value)[] headers) =>
        http.RequestAsync(HttpMethod.Get, path, body: null, headers);

    public static Task<HttpResponseMessage> PostAsync(this HttpClient http, string path, object? body) => http.RequestAsync(HttpMethod.Post, path, body);

    public static Task<HttpResponseMessage> PutAsync(this HttpClient http, string path, object body) => http.RequestAsync(HttpMethod.Put, path, body);

    public static Task<HttpResponseMessage> PatchAsync(this HttpClient http, string path, object body) => http.RequestAsync(HttpMethod.Patch, path, body);

    public static Task<HttpResponseMessage> RemoveAsync(this HttpClient http, string path) => http.RequestAsync(HttpMethod.Delete, path);

    public static async Task<byte[]> BytesAsync(this HttpResponseMessage response) => await response.Content.ReadAsByteArrayAsync();

    /// <summary>GET with If-None-Match, as a browser's cache sends it.</summary>
    public static Task<HttpResponseMessage> GetUnlessAsync(this TestUser user, string path, string ifNoneMatch) =>
        user.Http.FetchAsync(path, ("If-None-Match", ifNoneMatch));

    public static async Task<string> ETagAsync(this TestUser user, string path)
    {
        using var response = await user.Http.FetchAsync(path);
        response.EnsureSuccessStatusCode();
        return response.Headers.ETag!.ToString();
    }
}
