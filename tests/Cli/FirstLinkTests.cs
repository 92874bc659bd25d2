using System.Text.RegularExpressions;

namespace SamosaChaat.Tests.Cli;

/// <summary>What a server without accounts prints for its operator.</summary>
public sealed partial class FirstLinkTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("samosachaat-test-").FullName;

    [Fact]
    public async Task Every_start_prints_a_link_until_there_is_an_account()
    {
        var first = Assert.Single(await PrintedAsync());
        var second = Assert.Single(await PrintedAsync(async http => (await TestUser.RegisterAsync(http, invite: Token(first))).Dispose()));

        Assert.NotEqual(Token(first), Token(second));
        Assert.Empty(await PrintedAsync());
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>What it printed on stderr from its start to its end.</summary>
    private async Task<string[]> PrintedAsync(Func<HttpClient, Task>? during = null)
    {
        await using var server = await ServerProcess.StartAsync("sqlite", ("Storage:Path", folder), ("Auth:Registration", "first"));
        if (during is not null) await during(new HttpClient { BaseAddress = server.Http.BaseAddress, Timeout = Patience.Limit });
        Assert.Equal(0, await server.TerminateAsync());
        return server.Errors;
    }

    private static string Token(string line) => Link().Match(line).Groups[1].Value;

    [GeneratedRegex("http://[^/ ]+/#invite=([A-Za-z0-9_-]{43})$")]
    private static partial Regex Link();
}
