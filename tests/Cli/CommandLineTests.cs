using System.Text.Json;
using SamosaChaat.Tests.Hosting;

namespace SamosaChaat.Tests.Cli;

public sealed class CommandLineTests
{
    [Fact]
    public async Task Help_says_what_there_is_and_that_settings_may_follow()
    {
        var (code, output, errors) = await RunAsync("--help");

        Assert.Equal(0, code);
        Assert.Empty(errors);
        Assert.Contains("samosachaat", output, StringComparison.Ordinal);
        Assert.Contains("--Storage:Engine litedb", output, StringComparison.Ordinal);
        Assert.All(new[] { "serve", "health", "version" }, command => Assert.Contains($"\n  {command} ", output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("sever")]
    [InlineData("--sed")]
    [InlineData("serve", "now")]
    [InlineData("serve", "--urls", "http://127.0.0.1:0", "now")]
    [InlineData("health", "--url", "ftp://127.0.0.1")]
    [InlineData("version", "--jsn")]
    public async Task What_there_is_not_is_named_and_ends_with_2(params string[] arguments)
    {
        var (code, output, errors) = await RunAsync(arguments);

        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.NotEmpty(errors);
    }

    [Fact]
    public async Task The_version_is_told_to_people_and_to_machines()
    {
        var (_, forPeople, _) = await RunAsync("version");
        var (code, forMachines, _) = await RunAsync("version", "--json");

        using var json = JsonDocument.Parse(forMachines);
        Assert.Equal(0, code);
        Assert.StartsWith($"samosachaat {json.RootElement.GetProperty("version").GetString()} (", forPeople, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_is_0_while_the_server_is_ready_and_1_when_nobody_answers()
    {
        var folder = Directory.CreateTempSubdirectory("samosachaat-test-").FullName;
        await using var server = await ServerProcess.StartAsync("sqlite", ("Storage:Path", folder));
        // As in a container: by the same settings as the server has.
        var (ready, said, _) = await RunAsync("health", "--urls", $"http://*:{server.Http.BaseAddress!.Port}");
        var (asJson, json, _) = await RunAsync("health", "--json", "--url", server.Http.BaseAddress.ToString());
        await server.TerminateAsync();
        var (gone, why, _) = await RunAsync("health", "--url", server.Http.BaseAddress.ToString());

        Assert.Equal((0, 0, 1), (ready, asJson, gone));
        Assert.Contains("is ready: ok", said, StringComparison.Ordinal);
        Assert.Contains("\"ready\":true", json, StringComparison.Ordinal);
        Assert.Contains("is not ready", why, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        await using var program = ServerProcess.Launch(arguments);
        var code = await program.ExitCodeAsync();
        return (code, string.Join('\n', program.Output), string.Join('\n', program.Errors));
    }
}
