using System.Net;
using System.Text.Json;

namespace SamosaChaat.Tests.Hosting.Clients;

/// <summary>Signing in and out by hand, with tokens that the client does not carry by itself.</summary>
internal static class Bearer
{
    public static (string Name, string Value) Header(string token) => ("Authorization", $"Bearer {token}");

    public static (string Name, string Value) Header(JsonElement signedIn) => Header(signedIn.Text("access_token"));

    /// <summary>What GET /auth/me answers to this token: 200 or 401.</summary>
    public static async Task<HttpStatusCode> StatusOfAsync(this HttpClient http, JsonElement signedIn)
    {
        using var response = await http.FetchAsync("/auth/me", Header(signedIn));
        return response.StatusCode;
    }

    public static async Task<JsonElement> LoginAsync(this HttpClient http, string email)
    {
        using var response = await http.PostAsync("/auth/login", new { email, password = TestUser.Password });
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.JsonAsync();
    }

    /// <summary>The new tokens, or null if refused.</summary>
    public static async Task<JsonElement?> RefreshAsync(this HttpClient http, JsonElement signedIn)
    {
        using var response = await http.PostAsync("/auth/token/refresh", new { refresh_token = signedIn.Text("refresh_token") });
        if (response.IsSuccessStatusCode) return await response.JsonAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        return null;
    }
}
