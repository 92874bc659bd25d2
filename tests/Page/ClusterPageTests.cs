using SamosaChaat.Tests.Cluster;
using static Microsoft.Playwright.Assertions;

namespace SamosaChaat.Tests.Page;

/// <summary>The page behind a real Caddy with three nodes, of which one is killed in mid-answer.</summary>
public sealed class ClusterPageTests(Browser browser) : IAsyncLifetime
{
    private const int Count = 3;
    private const string Variable = "SAMOSACHAAT_NAMESPACES";

    private static readonly string? Pictures = Environment.GetEnvironmentVariable(Variable);

    private readonly ProxyProcess caddy = new("caddy");
    private readonly List<(string Address, ServerProcess Program)> nodes = [];
    private ClusterPlaces places = null!;

    [Fact]
    public async Task The_page_reads_on_while_the_node_of_its_answer_is_killed()
    {
        Assert.SkipUnless(caddy.IsInstalled, "caddy is not installed here.");
        await ReadOnAsync(ClusterPlaces.Together(Count));
    }

    [Fact]
    public async Task The_page_reads_on_across_network_namespaces()
    {
        Assert.SkipUnless(Pictures is not null, $"Namespaces need root; {Variable} says in which folder the pictures go.");
        await ReadOnAsync(ClusterPlaces.Apart(Count));
    }

    private async Task ReadOnAsync(ClusterPlaces where)
    {
        places = where;
        await StartAsync();
        using var user = await TestUser.RegisterAsync(new HttpClient { BaseAddress = caddy.Address, Timeout = Patience.Limit });
        await using var page = await ChatPage.OpenAsync(browser, caddy.Address);
        await page.LogInAsync(user);
        await page.SendAsync("Tell me about samosas.");
        await Expect(page.Answer).Not.ToBeEmptyAsync();

        var address = Assert.Single(Ask("SELECT address FROM nodes JOIN generations ON nodes.id = node_id WHERE running = 1"));
        await PictureAsync(page, "1-before");
        await nodes.Single(node => node.Address == address).Program.KillAsync();
        await PictureAsync(page, "2-killed");

        await Expect(page.AnswerAgain).ToBeVisibleAsync();
        await PictureAsync(page, "3-after");
        await Expect(page.Failure).ToHaveCountAsync(0);
        // The same attempt, with one seam.
        Assert.Matches("^0 [0-9]+:[0-9]+$", Assert.Single(Ask("SELECT attempt || ' ' || seams FROM generations")));
        var read = await page.Answer.InnerTextAsync();
        await page.Page.ReloadAsync();
        await Expect(page.Answer).ToHaveTextAsync(read, new() { UseInnerText = true });
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await caddy.DisposeAsync();
        foreach (var (_, program) in nodes) await program.DisposeAsync();
        places?.Dispose();
    }

    private async Task StartAsync()
    {
        for (var node = 0; node < Count; node++)
        {
            var address = $"http://{places.Host(node)}:{OwnPostgres.FreePort()}";
            nodes.Add((address, places.Launch(
                node,
                ("Cluster:Secret", Node.Secret), ("Cluster:Listen", address), ("Cluster:Address", address),
                ("Cluster:Lease", $"{Node.Lease:c}"), ("Cluster:Heartbeat", "00:00:00.300"),
                ("Streaming:Recovery", "continue"), ("Streaming:CheckpointInterval", "0"), ("Demo:TokensPerSecond", "5"),
                ("urls", $"http://{places.Host(node)}:0"))));
        }

        foreach (var (_, program) in nodes) await program.ListensAsync();
        var replacements = nodes.Select((node, number) => ($"node{number + 1}:8002", node.Program.Http.BaseAddress!.Authority));
        await caddy.StartCaddyAsync("cluster.Caddyfile", [.. replacements]);
    }

    private List<string> Ask(string text) => OwnPostgres.Ask(places.ConnectionString, text);

    private static async Task PictureAsync(ChatPage page, string name)
    {
        if (Pictures is not null) await page.Page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, $"{name}.png") });
    }
}
