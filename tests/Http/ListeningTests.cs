using System.Net;
using Microsoft.Extensions.Configuration;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Tests.Http;

/// <summary>Where it listens is said as for every ASP.NET Core program.</summary>
public sealed class ListeningTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("samosachaat-test-").FullName;

    // Otherwise it prints a link.
    private static readonly (string Key, string Value) Open = ("Auth:Registration", "open");

    [Theory]
    [InlineData(true, "urls", "http://127.0.0.1:1")]
    [InlineData(true, "urls", "http://localhost:1;http://[::1]:2")]
    [InlineData(true, "other", "")]
    [InlineData(false, "urls", "http://127.0.0.1:1;http://10.0.0.1:2")]
    [InlineData(false, "urls", "http://0.0.0.0:1")]
    [InlineData(false, "urls", "http://*:1")]
    [InlineData(false, "http_ports", "8002")]
    [InlineData(false, "Kestrel:Endpoints:Web:Url", "http://[::]:1")]
    public void Only_loopback_addresses_are_local(bool expected, string setting, string value)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new(setting, value)]).Build();

        Assert.Equal(expected, settings.IsLocal());
    }

    [Fact]
    public async Task The_argument_urls_says_it() => await ListensAsync(ServerProcess.Launch(["--urls", "http://127.0.0.1:0"], ("Storage:Path", folder), Open));

    [Fact]
    public async Task The_environment_says_it() => await ListensAsync(ServerProcess.Launch([], ("Storage:Path", folder), Open, ("urls", "http://127.0.0.1:0")));

    [Fact]
    public async Task The_argument_goes_before_the_environment() =>
        await ListensAsync(ServerProcess.Launch(["--urls", "http://127.0.0.1:0"], ("Storage:Path", folder), Open, ("urls", "http://203.0.113.1:1")));

    [Fact]
    public async Task Kestrels_own_section_says_it() =>
        await ListensAsync(ServerProcess.Launch([], ("Storage:Path", folder), Open, ("Kestrel:Endpoints:Web:Url", "http://127.0.0.1:0")));

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
