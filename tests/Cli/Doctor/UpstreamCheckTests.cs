using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SamosaChaat.Shared.Cli.Doctor;
using SamosaChaat.Shared.Inference;

namespace SamosaChaat.Tests.Cli.Doctor;

public sealed class UpstreamCheckTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("nanochat")]
    [InlineData("openai")]
    public async Task A_model_that_writes_is_well(string kind)
    {
        await using var model = ModelServer.Of(kind);

        var finding = Assert.Single(await CheckAsync(model.Upstream()));

        Assert.Equal((Verdict.Ok, "model:the-upstream"), (finding.Verdict, finding.Check));
        Assert.Contains("'a-model' wrote its first token", finding.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_is_not_good_is_named()
    {
        await using var model = new OpenAiServer { ApiKey = "secret" };

        // Its list says 404 to who has no key; the chat would say 401.
        Assert.Equal(Verdict.Wrong, Assert.Single(await CheckAsync(model.Upstream())).Verdict);
        Assert.Equal(Verdict.Ok, Assert.Single(await CheckAsync(model.Upstream(("Inference:Upstreams:0:ApiKey", "secret")))).Verdict);
    }

    [Fact]
    public async Task A_model_of_the_settings_that_is_not_there_is_named_with_those_that_are()
    {
        await using var model = new OpenAiServer();

        var findings = (await CheckAsync(model.Upstream(("Inference:Upstreams:0:Models:0", "llama"), ("Inference:Upstreams:0:Models:1", "a-*")))).ToArray();

        Assert.Equal([Verdict.Wrong, Verdict.Ok], findings.Select(finding => finding.Verdict));
        Assert.Contains("'llama'", findings[0].Said, StringComparison.Ordinal);
        Assert.Contains("a-model", findings[0].Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_that_says_nothing_or_breaks_off_is_named()
    {
        await using var model = new NanochatServer { Script = reply => reply.EndAsync() };
        Assert.Contains("an empty answer", Assert.Single(await CheckAsync(model.Upstream())).Said, StringComparison.Ordinal);

        model.Script = _ => Task.CompletedTask;
        Assert.Contains("broke off", Assert.Single(await CheckAsync(model.Upstream())).Said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no", "prefill", "Note", "'prefill'")]
    [InlineData("prefill", "prefill", "Ok", null)]
    [InlineData("no", "continue_final_message", "Note", "'continue_final_message'")]
    [InlineData("continue_final_message", "continue_final_message", "Ok", null)]
    [InlineData("prefill", "continue_final_message", "Wrong", "'continue_final_message'")]
    [InlineData("prefill", "no", "Wrong", "'no'")]
    [InlineData("continue_final_message", "no", "Wrong", "'no'")]
    public async Task A_model_that_continues_an_answer_is_asked_for_by_its_setting(string setting, string way, string verdict, string? advice)
    {
        await using var model = new OpenAiServer();
        model.Script = async reply =>
        {
            var request = model.Requests.Last();
            var isWay = request.Body.TryGetProperty("continue_final_message", out _) ? way == "continue_final_message" : way == "prefill";
            await reply.TokenAsync(isWay && request.Messages[^1].Role == "assistant" ? " five, six" : "one, two");
            await reply.EndAsync();
        };

        var findings = (await CheckAsync(model.Upstream(("Inference:Upstreams:0:Continues", setting)))).ToArray();

        Assert.Equal(["Ok", verdict], findings.Select(finding => $"{finding.Verdict}"));
        if (advice is null) Assert.Null(findings[1].Advice);
        else Assert.Contains(advice, findings[1].Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_base_url_without_its_version_works_and_is_noted()
    {
        await using var model = new OpenAiServer();

        var findings = (await CheckAsync(model.Upstream(("Inference:Upstreams:0:BaseUrl", $"http://127.0.0.1:{model.Port}/?tenant=7")))).ToArray();

        Assert.Equal([Verdict.Ok, Verdict.Note], findings.Select(finding => finding.Verdict));
        Assert.Contains("/v1", findings[1].Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_not_there_or_is_none_is_named()
    {
        // A port that is taken and that no program listens on. A port that was free again may be another test's by now.
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        await using var template = new NanochatServer();
        var settings = template.Upstream(("Inference:Upstreams:0:BaseUrl", $"http://{taken.LocalEndPoint}"));
        await using var wrongPath = new OpenAiServer();

        Assert.Contains("Is it running", Assert.Single(await CheckAsync(settings)).Advice, StringComparison.Ordinal);
        Assert.Contains("/v1", Assert.Single(await CheckAsync(wrongPath.Upstream(("Inference:Upstreams:0:BaseUrl", $"http://127.0.0.1:{wrongPath.Port}/v2")))).Advice, StringComparison.Ordinal);
    }

    private static async Task<IEnumerable<Finding>> CheckAsync((string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection().Build();
        foreach (var (key, value) in settings) configuration[key] = value;
        await using var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddSingleton(TimeProvider.System).AddLogging().AddInference().BuildServiceProvider();
        return await new UpstreamCheck(services.GetRequiredService<ModelCatalog>(), TimeProvider.System).RunAsync(Ct);
    }
}
