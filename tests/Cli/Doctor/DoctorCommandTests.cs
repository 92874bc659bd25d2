using System.Text.Json;
using SamosaChaat.Shared.Cli.Doctor;

namespace SamosaChaat.Tests.Cli.Doctor;

public sealed class DoctorCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("samosachaat-test-").FullName;

    [Fact]
    public async Task Beside_a_server_that_is_well_it_ends_with_0_and_changes_nothing()
    {
        await using var server = await ServerProcess.StartAsync("sqlite", ("Storage:Path", folder));

        var (code, output, errors) = await Command.RunAsync("doctor", "--url", server.Http.BaseAddress!.ToString(), "--Storage:Path", folder);

        Assert.Equal((0, ""), (code, errors));
        Assert.Each(output.Split('\n'), line => Assert.StartsWith("ok ", line, StringComparison.Ordinal));
        Assert.Equal(5, output.Split('\n').Length);
        Assert.Equal(0, await server.TerminateAsync());
    }

    [Fact]
    public async Task What_is_wrong_is_named_with_what_to_do_and_ends_with_1()
    {
        var missing = Path.Combine(folder, "data");
        var (code, output, _) = await Command.RunAsync(
            "doctor", "--json", "--Storage:Path", missing, "--Streaming:KeepAlive", "00:00:00", "--Streaming:Recovry", "regenerate",
            "--Inference:Upstreams:0:Name", "nowhere", "--Inference:Upstreams:0:Kind", "openai", "--Inference:Upstreams:0:BaseUrl", "http://127.0.0.1:1/v1");
        using var json = JsonDocument.Parse(output);
        var wrong = json.RootElement.GetProperty("findings").EnumerateArray().Where(finding => finding.Text("verdict") == "wrong").ToArray();

        Assert.Equal(1, code);
        Assert.False(json.RootElement.GetProperty("well").GetBoolean());
        Assert.Equal(["settings", "settings", "model:nowhere"], wrong.Select(finding => finding.Text("check")));
        Assert.Contains("Streaming:KeepAlive must be", wrong[0].Text("said"), StringComparison.Ordinal);
        Assert.Contains("Streaming:Recovry is no setting", wrong[1].Text("said"), StringComparison.Ordinal);
        Assert.Each(wrong, finding => Assert.NotEmpty(finding.Text("advice")));
        Assert.False(Directory.Exists(missing));
    }

    [Fact]
    public void It_knows_the_settings_of_every_section() => Assert.Equal(
        typeof(Finding).Assembly.GetTypes().Where(type => type.GetField("Section")?.IsLiteral is true).Select(type => (string)type.GetField("Section")!.GetRawConstantValue()!).Order(),
        SettingsCheck.Sections.Select(known => known.Section).Order());

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
