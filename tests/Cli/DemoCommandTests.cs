using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace SamosaChaat.Tests.Cli;

public sealed class DemoCommandTests : IDisposable
{
    private readonly string temporary = Directory.CreateTempSubdirectory("samosachaat-test-").FullName;

    /// <summary>SIGHUP is signal 1, and so the lowest bit of the mask (proc_pid_status(5)).</summary>
    private static bool IgnoresHangUp =>
        OperatingSystem.IsLinux() && File.ReadLines("/proc/self/status").First(line => line.StartsWith("SigIgn:", StringComparison.Ordinal))[^1] is '1' or '3' or '5' or '7' or '9' or 'b' or 'd' or 'f';

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_says_where_it_is_and_how_to_get_in_and_leaves_nothing_behind()
    {
        await using var program = ServerProcess.Launch(["demo", "--seed", "7", "--day", "2026-01-31", "--speed", "0", "--urls", "http://127.0.0.1:0"], ("TMPDIR", temporary));
        await program.ListensAsync();
        await program.SaysAsync(line => line.StartsWith("Try: curl", StringComparison.Ordinal));
        var link = Assert.Single(program.Output, line => line.Contains("/#login=", StringComparison.Ordinal)).Split("/#login=");
        var password = Assert.Single(program.Output, line => line.StartsWith("demo@example.com  ", StringComparison.Ordinal)).Split("  ")[1];

        Assert.Single(Directory.GetDirectories(temporary));
        Assert.EndsWith(program.Http.BaseAddress!.GetLeftPart(UriPartial.Authority), link[0], StringComparison.Ordinal);
        using var login = await program.Http.PostAsJsonAsync("/auth/login", new { email = "demo@example.com", password }, Ct);
        using var once = await program.Http.PostAsJsonAsync("/auth/token/refresh", new { refresh_token = link[1] }, Ct);
        // Whoever used it goes on. From then on it is of no use to anybody.
        using var next = await program.Http.PostAsJsonAsync("/auth/token/refresh", new { refresh_token = (await once.JsonAsync()).Text("refresh_token") }, Ct);
        using var twice = await program.Http.PostAsJsonAsync("/auth/token/refresh", new { refresh_token = link[1] }, Ct);
        Assert.Equal(
            (HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Unauthorized),
            (login.StatusCode, once.StatusCode, next.StatusCode, twice.StatusCode));

        Assert.Equal(0, await program.TerminateAsync());
        Assert.Empty(Directory.GetDirectories(temporary));
        Assert.Empty(program.Errors);
    }

    [Fact]
    public async Task Machines_get_it_as_JSON()
    {
        await using var program = ServerProcess.Launch(["demo", "--json", "--urls", "http://127.0.0.1:0", "--Storage:Engine", "litedb"], ("TMPDIR", temporary));
        using var json = JsonDocument.Parse(await program.SaysAsync(line => line.StartsWith('{')));
        var (root, first) = (json.RootElement, json.RootElement.GetProperty("users")[0]);
        using var http = new HttpClient { BaseAddress = new Uri(root.Text("url")) };

        using var login = await http.PostAsJsonAsync("/auth/login", new { email = first.Text("email"), password = first.Text("password") }, Ct);

        Assert.Equal(HttpStatusCode.OK, login.StatusCode);
        Assert.StartsWith($"{root.Text("url")}/#login=", root.Text("link"), StringComparison.Ordinal);
        Assert.Equal(("litedb", 42), (root.Text("engine"), root.GetProperty("seed").GetInt32()));
    }

    [Theory]
    [InlineData("http://127.0.0.1:0", null, HttpStatusCode.Created)]
    [InlineData("http://0.0.0.0:0", null, HttpStatusCode.Forbidden)]
    [InlineData("http://0.0.0.0:0", "open", HttpStatusCode.Created)]
    public async Task Visitors_of_another_machine_register_only_if_a_setting_says_so(string urls, string? registration, HttpStatusCode expected)
    {
        (string Key, string Value)[] settings = [("TMPDIR", temporary), .. registration is null ? [] : new[] { ("Auth:Registration", registration) }];
        await using var program = ServerProcess.Launch(["demo", "--json", "--urls", urls], settings);
        using var json = JsonDocument.Parse(await program.SaysAsync(line => line.StartsWith('{')));
        using var http = new HttpClient { BaseAddress = new Uri(json.RootElement.Text("url")) };

        using var register = await http.PostAsJsonAsync("/auth/register", new { email = "visitor@example.com", password = TestUser.Password }, Ct);

        Assert.Equal(expected, register.StatusCode);
    }

    [Fact]
    public async Task It_leaves_nothing_behind_when_its_terminal_is_closed()
    {
        Assert.SkipWhen(IgnoresHangUp, "These tests were started with SIGHUP ignored, as by nohup, and what they start inherits that.");
        await using var program = ServerProcess.Launch(["demo", "--json", "--urls", "http://127.0.0.1:0"], ("TMPDIR", temporary));
        await program.SaysAsync(line => line.StartsWith('{'));

        await program.AskToEndAsync("HUP");

        Assert.Equal(0, await program.ExitCodeAsync());
        Assert.Empty(Directory.GetDirectories(temporary));
    }

    [Fact]
    public async Task A_wrong_setting_stops_it_with_one_line_and_takes_the_folder_away()
    {
        await using var program = ServerProcess.Launch(["demo", "--urls", "http://127.0.0.1:0"], ("TMPDIR", temporary), ("Demo:ResetEvery", "00:00:00.5"));

        Assert.Contains("Demo:ResetEvery", await program.RefusalAsync(), StringComparison.Ordinal);
        Assert.Empty(Directory.GetDirectories(temporary));
    }

    public void Dispose() => Directory.Delete(temporary, recursive: true);
}
