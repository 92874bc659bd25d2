namespace SamosaChaat.Tests.Inference;

/// <summary>A key may be in a file, as secrets are mounted.</summary>
public sealed class ApiKeyFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("samosachaat-test-").FullName;

    private string KeyFile => Path.Combine(folder, "key");

    [Theory]
    [InlineData("nanochat")]
    [InlineData("openai")]
    public async Task A_key_from_a_file_is_sent(string protocol)
    {
        await File.WriteAllTextAsync(KeyFile, "a secret\n", TestContext.Current.CancellationToken);
        await using var model = ModelServer.Of(protocol);
        await using var chat = await Chat.StartAsync("sqlite", model, ("Inference:Upstreams:0:ApiKeyFile", KeyFile));

        await chat.User.SendAndWaitAsync(chat.Id, "Hello?");

        Assert.Equal("a secret", Assert.Single(model.Requests).ApiKey);
    }

    [Theory]
    [InlineData(null, "cannot be read")]
    [InlineData("", "is empty")]
    [InlineData("k\u00e9y", "an HTTP header cannot contain")]
    [InlineData("a\nb", "an HTTP header cannot contain")]
    public async Task A_file_without_a_usable_key_stops_the_start(string? content, string said)
    {
        if (content is not null) await File.WriteAllTextAsync(KeyFile, content, TestContext.Current.CancellationToken);

        var line = await RefusalAsync();

        Assert.Contains("Inference:Upstreams:0:ApiKey", line, StringComparison.Ordinal);
        Assert.Contains(said, line, StringComparison.Ordinal);
        if (content is { Length: > 0 }) Assert.DoesNotContain(content, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_and_a_file_are_one_too_many()
    {
        await File.WriteAllTextAsync(KeyFile, "a secret", TestContext.Current.CancellationToken);

        var line = await RefusalAsync(("Inference:Upstreams:0:ApiKey", "another"));

        Assert.Contains("Inference:Upstreams:0:ApiKeyFile", line, StringComparison.Ordinal);
        Assert.DoesNotContain("another", line, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private Task<string> RefusalAsync(params (string Key, string Value)[] more) => ProgramInProcess.RefusalAsync(
    [
        ("urls", "http://127.0.0.1:0"),
        ("Storage:Path", Path.Combine(folder, "data")),
        ("Inference:Upstreams:0:Name", "one"),
        ("Inference:Upstreams:0:Kind", "demo"),
        ("Inference:Upstreams:0:ApiKeyFile", KeyFile),
        .. more,
    ]);
}
