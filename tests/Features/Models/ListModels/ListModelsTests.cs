using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace SamosaChaat.Tests.Features.Models.ListModels;

public abstract class ListModelsTests(Server server)
{
    [Fact]
    public async Task Without_settings_there_is_the_demo()
    {
        using var user = await server.NewUserAsync();

        Assert.Equal([("demo", "demo", true), ("demo-thinking", "demo", true)], await ModelsAsync(user));
    }

    [Fact]
    public async Task Each_upstream_lists_what_it_has_and_answers_for()
    {
        await using var upstream = await ModelServerAsync("llama-small", "llama-large", "demo");
        await using var two = new OwnServer(
            server.Engine,
            [.. Upstream(0, "local", "openai", upstream.Urls.Single() + "/v1", "llama-*"), .. Upstream(1, "built-in", "demo", null, "demo", "samosa-*", "pakora")]);
        using var user = await two.NewUserAsync();

        // The first server's "demo" goes to the second by the patterns, so it is not the first one's to list.
        Assert.Equal(
            [("llama-small", "local", true), ("llama-large", "local", true), ("demo", "built-in", true), ("pakora", "built-in", true)],
            await ModelsAsync(user));
    }

    [Fact]
    public async Task A_server_that_refuses_or_stays_silent_is_listed_by_its_settings_and_holds_nobody_up()
    {
        var clock = new StandingClock();
        // It takes connections, as a server that hangs does, and never says a word.
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using var own = new OwnServer(
            server.Engine,
            clock.PutInPlace,
            [
                .. Upstream(0, "silent", "openai", $"http://{silent.LocalEndpoint}/v1", "quiet-model", "hush-*"),
                .. Upstream(1, "gone", "nanochat", $"http://127.0.0.1:{ClosedPort()}", "gone-model"),
                .. Upstream(2, "built-in", "demo", null),
            ]);
        using var user = await own.NewUserAsync();

        var asking = ModelsAsync(user);
        await clock.PassAsync(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
        var models = await asking;

        Assert.Equal([("quiet-model", "silent", false), ("gone-model", "gone", false), ("demo", "built-in", true), ("demo-thinking", "built-in", true)], models);
        // Remembered for a while: nobody else waits for time to pass.
        Assert.Equal(models, await ModelsAsync(user));
    }

    [Theory]
    [InlineData("nanochat")]
    [InlineData("openai")]
    public async Task A_model_without_a_name_is_not_listed(string kind)
    {
        await using var upstream = WebApplication.CreateSlimBuilder().Build();
        upstream.Urls.Add("http://127.0.0.1:0");
        object?[] entries = [new { size = 1 }, null, new { id = (string?)null, model_tag = (string?)null }, new { id = "named", model_tag = "named" }];
        upstream.MapGet("/models", () => Results.Json(new { models = entries, data = entries }));
        await upstream.StartAsync(TestContext.Current.CancellationToken);
        await using var own = new OwnServer(server.Engine, [.. Upstream(0, "local", kind, upstream.Urls.Single())]);
        using var user = await own.NewUserAsync();

        Assert.Equal([("named", "local", true)], await ModelsAsync(user));
    }

    private static async Task<(string ModelTag, string Upstream, bool Available)[]> ModelsAsync(TestUser user) =>
        [.. (await user.GetAsync("/models")).EnumerateArray().Select(m => (m.Text("model_tag"), m.Text("upstream"), m.GetProperty("available").GetBoolean()))];

    private static IEnumerable<(string, string)> Upstream(int index, string name, string kind, string? url, params string[] models)
    {
        var section = $"Inference:Upstreams:{index}";
        yield return ($"{section}:Name", name);
        yield return ($"{section}:Kind", kind);
        if (url is not null) yield return ($"{section}:BaseUrl", url);
        for (var i = 0; i < models.Length; i++) yield return ($"{section}:Models:{i}", models[i]);
    }

    private static async Task<WebApplication> ModelServerAsync(params string[] models)
    {
        var app = WebApplication.CreateSlimBuilder().Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapGet("/v1/models", () => Results.Json(new { data = models.Select(id => new { id }) }));
        await app.StartAsync();
        return app;
    }

    private static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

public sealed class ListModelsOnSqlite(SqliteServer server) : ListModelsTests(server);

public sealed class ListModelsOnLiteDb(LiteDbServer server) : ListModelsTests(server);

public sealed class ListModelsOnPostgres(PostgresServer server) : ListModelsTests(server);
