using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace SamosaChaat.Tests.Hosting.Clients;

/// <summary>A browser as far as a sign-in by a provider needs one: it keeps cookies, and its test follows each redirect.</summary>
public sealed class SignInBrowser : IDisposable
{
    private readonly HttpClient http;

    public SignInBrowser(Uri address) => http = new(new ContractHandler(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = Cookies }))
    {
        BaseAddress = address,
        Timeout = Patience.Limit,
    };

    public CookieContainer Cookies { get; } = new();

    /// <summary>The address of the provider that the sign-in begins with, and what is asked of it.</summary>
    public async Task<(Uri Provider, Dictionary<string, string> Asked)> BeginAsync(string provider = "work")
    {
        var location = new Uri(await RedirectAsync($"/auth/providers/{provider}/sign-in"));
        return (location, QueryHelpers.ParseQuery(location.Query).ToDictionary(pair => pair.Key, pair => pair.Value.ToString()));
    }

    /// <summary>Comes back from the provider, and returns what the page would be told.</summary>
    public async Task<string> FinishAsync(string query, string provider = "work")
    {
        var location = await RedirectAsync($"/auth/providers/{provider}/callback?{query}");
        Assert.StartsWith($"{http.BaseAddress}#sign-in=", location, StringComparison.Ordinal);
        return location.Split('=', 2)[1];
    }

    /// <summary>Asks for the session, as the page does.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Body)> OpenAsync()
    {
        using var answer = await http.PostAsync("/auth/providers/session", body: null);
        return (answer.StatusCode, await answer.JsonAsync());
    }

    public void Dispose() => http.Dispose();

    private async Task<string> RedirectAsync(string path)
    {
        using var answer = await http.FetchAsync(path);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.True(answer.Headers.CacheControl?.NoStore);
        return answer.Headers.Location!.OriginalString;
    }
}
