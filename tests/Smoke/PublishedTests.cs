namespace SamosaChaat.Tests.Smoke;

/// <summary>The same walk with the published program, and what can only be seen of a program from outside.</summary>
public abstract class PublishedTests(PublishedProgram program) : SmokeTests(program)
{
    [Fact]
    public async Task Its_commands_say_that_it_is_ready_and_which_version_it_is()
    {
        var (ready, said) = await PublishedProgram.RunAsync("health", "--url", program.Address.ToString());
        var (code, version) = await PublishedProgram.RunAsync("version");
        var (nobody, _) = await PublishedProgram.RunAsync("health", "--url", "http://127.0.0.1:1");

        Assert.Equal((0, 0, 1), (ready, code, nobody));
        Assert.Contains("is ready: ok", said, StringComparison.Ordinal);
        Assert.StartsWith("samosachaat ", version, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/", "<!doctype html")]
    [InlineData("/docs/index.html", "<title>")]
    [InlineData("/openapi/v1.yaml", "openapi: ")]
    public async Task It_shows_its_page_and_its_documents(string path, string shown)
    {
        using var http = new HttpClient { BaseAddress = program.Address };

        Assert.Contains(shown, await http.GetStringAsync(new Uri(path, UriKind.Relative), Ct), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task It_counts_what_it_does()
    {
        using var user = await program.NewUserAsync();
        using var http = new HttpClient();
        var metrics = await program.MetricsAsync();

        // A request is over for its client before it is for the server, and from outside there is nothing to wait for but the figures themselves.
        while (!(await http.GetStringAsync(metrics, Ct)).Contains("http_route=\"/auth/register\"", StringComparison.Ordinal)) await Task.Delay(20, Ct);
    }

    [Fact]
    public async Task Its_demo_has_people_in_it_who_can_sign_in()
    {
        await using var demo = PublishedProgram.Launch("demo", "--urls", "http://127.0.0.1:0");
        await demo.ListensAsync();
        var somebody = (await demo.SaysAsync(line => line.Contains('@', StringComparison.Ordinal))).Split("  ");

        using var login = await demo.Http.PostAsync("/auth/login", new { email = somebody[0], password = somebody[1] });
        using var http = demo.Client((await login.JsonAsync()).Text("access_token"));
        using var list = await http.FetchAsync("/conversations");

        Assert.NotEmpty((await list.JsonAsync()).EnumerateArray());
    }

    [Fact]
    public async Task Asked_to_end_it_ends_the_running_turn_and_keeps_everything()
    {
        using var user = await program.NewUserAsync();
        program.Nanochat.Script = async reply =>
        {
            await reply.TokenAsync("so far");
            await reply.HangAsync();
        };
        var (stream, response) = await BeginAsync(user);
        await using var live = await response.Content.ReadAsStreamAsync(Ct);
        await live.ReadUntilAsync(text => text.Contains("so far", StringComparison.Ordinal), Ct);

        var exit = await program.TerminateAsync();
        var rest = await live.ReadUntilAsync(text => text.EndsWith("}\n\n", StringComparison.Ordinal), Ct);
        await program.StartAsync();
        using var http = program.Anonymous();
        http.DefaultRequestHeaders.Authorization = user.Http.DefaultRequestHeaders.Authorization;

        Assert.Equal(0, exit);
        Assert.Contains("\"finish_reason\":\"interrupted\"", rest, StringComparison.Ordinal);
        Assert.Contains("\"finish_reason\":\"interrupted\"", await http.GetStringAsync(stream, Ct), StringComparison.Ordinal);
        response.Dispose();
    }
}

public sealed class PublishedOnSqlite() : PublishedProgram("sqlite");

public sealed class PublishedOnLiteDb() : PublishedProgram("litedb");

public sealed class PublishedOnPostgres() : PublishedProgram("postgres");

public sealed class SmokeOfThePublishedOnSqlite(PublishedOnSqlite program) : PublishedTests(program), IClassFixture<PublishedOnSqlite>;

public sealed class SmokeOfThePublishedOnLiteDb(PublishedOnLiteDb program) : PublishedTests(program), IClassFixture<PublishedOnLiteDb>;

public sealed class SmokeOfThePublishedOnPostgres(PublishedOnPostgres program) : PublishedTests(program), IClassFixture<PublishedOnPostgres>;
