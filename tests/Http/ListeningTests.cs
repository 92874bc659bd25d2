using System.Net;

namespace SamosaChaat.Tests.Http;

/// <summary>Where it listens is said as for every ASP.NET Core program.</summary>
public sealed class ListeningTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("samosachaat-test-").FullName;

    [Fact]
    public async Task The_argument_urls_says_it() => await ListensAsync(ServerProcess.Launch(["--urls", "http://127.0.0.1:0"], ("Storage:Path", folder)));

    [Fact]
    public async Task The_environment_says_it() => await ListensAsync(ServerProcess.Launch([], ("Storage:Path", folder), ("urls", "http://127.0.0.1:0")));

    [Fact]
    public async Task The_argument_goes_before_the_environment() =>
        await ListensAsync(ServerProcess.Launch(["--urls", "http://127.0.0.1:0"], ("Storage:Path", folder), ("urls", "http://203.0.113.1:1")));

    [Fact]
    public async Task Kestrels_own_section_says_it() =>
        await ListensAsync(ServerProcess.Launch([], ("Storage:Path", folder), ("Kestrel:Endpoints:Web:Url", "http://127.0.0.1:0")));

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static async Task ListensAsync(ServerProcess launched)
    {
        await using var server = launched;
        var address = await server.ListensAsync();

        Assert.True(address.IsLoopback);
        Assert.NotEqual(0, address.Port);
        using var health = await server.Http.FetchAsync("/health");
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        Assert.Empty(server.Errors);
    }
}
