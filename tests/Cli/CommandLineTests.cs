using System.Text.Json;

namespace SamosaChaat.Tests.Cli;

public sealed class CommandLineTests
{
    [Fact]
    public async Task Help_says_what_there_is_and_that_settings_may_follow()
    {
        var (code, output, errors) = await Command.RunAsync("--help");

        Assert.Equal(0, code);
        Assert.Empty(errors);
        Assert.Contains("samosachaat", output, StringComparison.Ordinal);
        Assert.Contains("--Storage:Engine litedb", output, StringComparison.Ordinal);
        Assert.Each(new[] { "serve", "demo", "doctor", "seed", "copy", "export", "import", "token", "health", "version" }, command => Assert.Contains($"\n  {command} ", output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("sever")]
    [InlineData("--sed")]
    [InlineData("serve", "now")]
    [InlineData("serve", "--urls", "http://127.0.0.1:0", "now")]
    [InlineData("health", "--url", "ftp://127.0.0.1")]
    [InlineData("version", "--jsn")]
    [InlineData("demo", "--faults", "drop=0.8,stall=0.3")]
    [InlineData("demo", "--day", "yesterday")]
    [InlineData("demo", "--reset-every", "often")]
    [InlineData("demo", "--speed", "fast")]
    [InlineData("demo", "--Storage:Path", "data")]
    [InlineData("seed", "--users", "0")]
    [InlineData("seed", "--password", "short")]
    [InlineData("copy", "--from", "sqlite:data")]
    [InlineData("copy", "--from", "data", "--to", "litedb:other")]
    [InlineData("copy", "--from", "mysql:data", "--to", "litedb:other")]
    [InlineData("copy", "--from", "sqlite:", "--to", "litedb:other")]
    [InlineData("export", "--user", "a@example.com")]
    [InlineData("import", "--from", "a.jsonl")]
    [InlineData("token")]
    [InlineData("token", "--user", "a@example.com", "--lifetime", "1y")]
    [InlineData("doctor", "--url", "example.com")]
    public async Task What_there_is_not_is_named_and_ends_with_2(params string[] arguments)
    {
        var (code, output, errors) = await Command.RunAsync(arguments);

        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.NotEmpty(errors);
    }

    [Fact]
    public async Task The_version_is_told_to_people_and_to_machines()
    {
        var (_, forPeople, _) = await Command.RunAsync("version");
        var (code, forMachines, _) = await Command.RunAsync("version", "--json");

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
        var (ready, said, _) = await Command.RunAsync("health", "--urls", $"http://*:{server.Http.BaseAddress!.Port}");
        var (asJson, json, _) = await Command.RunAsync("health", "--json", "--url", server.Http.BaseAddress.ToString());
        await server.TerminateAsync();
        var (gone, why, _) = await Command.RunAsync("health", "--url", server.Http.BaseAddress.ToString());

        Assert.Equal((0, 0, 1), (ready, asJson, gone));
        Assert.Contains("is ready: ok", said, StringComparison.Ordinal);
        Assert.Contains("\"ready\":true", json, StringComparison.Ordinal);
        Assert.Contains("is not ready", why, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }
}
