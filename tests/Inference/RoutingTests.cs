using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Inference;
using SamosaChaat.Shared.Inference.Demo;

namespace SamosaChaat.Tests.Inference;

public sealed class RoutingTests
{
    [Theory]
    [InlineData("d20", "exact")]
    [InlineData("d20-chat", "wild")]
    [InlineData("d", "wild")]
    [InlineData("D20", "rest")]
    [InlineData("llama-3.1:8b", "middle")]
    [InlineData("llama-3.1:70b", "rest")]
    [InlineData("a.b", "dotted")]
    [InlineData("axb", "rest")]
    public void A_tag_goes_to_the_first_upstream_with_a_pattern_for_it_else_to_the_one_without(string tag, string upstream) =>
        Assert.Equal(upstream, Catalog([("exact", ["d20"]), ("wild", ["d*"]), ("middle", ["gemma", "llama*:8b"]), ("dotted", ["a.b"]), ("rest", [])]).Route(tag)?.Name);

    [Fact]
    public void A_tag_that_no_upstream_takes_has_none_and_the_patterns_are_named()
    {
        var catalog = Catalog([("one", ["d20", "d3*"])]);

        Assert.Null(catalog.Route("gpt"));
        Assert.Contains("'gpt'", catalog.Unknown("gpt"), StringComparison.Ordinal);
        Assert.Contains("d20, d3*", catalog.Unknown("gpt"), StringComparison.Ordinal);
    }

    [Fact]
    public void With_no_upstream_configured_the_demo_takes_everything() => Assert.Equal("demo", Catalog([]).Route("whatever")?.Kind);

    [Fact]
    public async Task Each_conversation_reaches_its_own_model_by_name()
    {
        await using var llama = new OpenAiServer { Models = ["llama-8b", "llama-70b"] };
        await using var nano = new NanochatServer { Models = ["d20"] };
        await using var server = new OwnServer("sqlite", [
            .. llama.Upstream(("Inference:Upstreams:0:Models:0", "llama*")),
            ("Inference:Upstreams:1:Name", "nano"), ("Inference:Upstreams:1:Kind", nano.Kind), ("Inference:Upstreams:1:BaseUrl", nano.Url + "/"),
        ]);
        using var user = await server.NewUserAsync();

        foreach (var tag in new[] { "llama-8b", "d20", "llama-70b" })
        {
            var conversation = await user.CreateConversationAsync("Which one?", tag);
            Assert.Equal(tag, (await user.SendAndWaitAsync(conversation.Id(), "Hello?")).Text("model_tag"));
        }

        Assert.Equal(["llama-8b", "llama-70b"], llama.Requests.Select(request => request.Body.Text("model")));
        Assert.Single(nano.Requests);
        var listed = (await user.GetAsync("/models")).EnumerateArray().Select(model => $"{model.Text("model_tag")} {model.Text("upstream")} {model.GetProperty("available")}");
        Assert.Equal(["llama-8b the-upstream True", "llama-70b the-upstream True", "d20 nano True"], listed);
    }

    [Fact]
    public async Task A_model_whose_server_is_down_is_listed_as_such_by_its_name_in_the_settings()
    {
        var gone = new NanochatServer();
        await gone.DisposeAsync();
        await using var server = new OwnServer("sqlite", gone.Upstream(("Inference:Upstreams:0:Models:0", "d20"), ("Inference:Upstreams:0:Models:1", "d3*")));
        using var user = await server.NewUserAsync();

        var listed = Assert.Single((await user.GetAsync("/models")).EnumerateArray());

        Assert.Equal("d20", listed.Text("model_tag"));
        Assert.False(listed.GetProperty("available").GetBoolean());
    }

    private static ModelCatalog Catalog((string Name, string[] Patterns)[] upstreams)
    {
        var options = Options.Create(new InferenceOptions
        {
            Upstreams = [.. upstreams.Select(upstream => new UpstreamOptions { Name = upstream.Name, Kind = "demo", Models = [.. upstream.Patterns] })],
        });
        using var factory = new UpstreamFactory(options, Options.Create(new DemoOptions()), TimeProvider.System, NullLogger<UpstreamFactory>.Instance);
        return new ModelCatalog(options, factory);
    }
}
