using System.Net;
using System.Net.Sockets;
using SamosaChaat.Shared.Inference;

namespace SamosaChaat.Tests.Hosting;

/// <summary>A wrong setting stops the start, with one line that names it.</summary>
public sealed class WrongSettingsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("samosachaat-test-").FullName;

    [Theory]
    [InlineData("Storage:Engine", "Storage:Engine=foo")]
    [InlineData("Auth:Registration", "Auth:Registration=maybe")]
    [InlineData("Auth:AccessTokenLifetime", "Auth:AccessTokenLifetime=0")]
    [InlineData("Auth:Issuers", "Auth:Issuers=https://id.example.com")]
    [InlineData("Auth:Issuers:0:Issuer", "Auth:Issuers:0:Audience=a")]
    [InlineData("Auth:Issuers:0:Issuer", "Auth:Issuers:0:Issuer=samosachaat", "Auth:Issuers:0:Audience=a", "Auth:Issuers:0:JwksUrl=https://id.example.com/keys")]
    [InlineData("Auth:Issuers:0:Authority", "Auth:Issuers:0:Issuer=a", "Auth:Issuers:0:Audience=a")]
    [InlineData("Auth:Issuers:0:Authority", "Auth:Issuers:0:Issuer=a", "Auth:Issuers:0:Audience=a", "Auth:Issuers:0:Authority=http://id.example.com")]
    [InlineData("Auth:Issuers:0:JwksUrl", "Auth:Issuers:0:Issuer=a", "Auth:Issuers:0:Audience=a", "Auth:Issuers:0:JwksUrl=file:///etc/passwd")]
    [InlineData("Auth:Issuers:0:PublicKeyPath", "Auth:Issuers:0:Issuer=a", "Auth:Issuers:0:Audience=a", "Auth:Issuers:0:PublicKeyPath=/no/such/file")]
    [InlineData("Auth:Issuers:0:PublicKeyPath", "Auth:Issuers:0:Issuer=a", "Auth:Issuers:0:Audience=a", "Auth:Issuers:0:PublicKeyPath=/dev/null")]
    [InlineData("Auth:Issuers:0:Audience", "Auth:Issuers:0:Issuer=a", "Auth:Issuers:0:JwksUrl=https://id.example.com/keys")]
    [InlineData("Auth:Issuers:0:Algorithms", "Auth:Issuers:0:Issuer=a", "Auth:Issuers:0:Audience=a", "Auth:Issuers:0:JwksUrl=https://id.example.com/keys", "Auth:Issuers:0:Algorithms:0=HS256")]
    [InlineData("Auth:Issuers:0:RoleClaim", "Auth:Issuers:0:Issuer=a", "Auth:Issuers:0:Audience=a", "Auth:Issuers:0:JwksUrl=https://id.example.com/keys", "Auth:Issuers:0:AdminRole=admin")]
    [InlineData("Auth:Issuers:0:Name", "Auth:Issuers:0:Issuer=a", "Auth:Issuers:0:ClientId=page", "Auth:Issuers:0:Authority=https://id.example.com", "Auth:Issuers:0:Name=../x")]
    [InlineData("Auth:Issuers:0:Audience", "Auth:Issuers:0:Issuer=a", "Auth:Issuers:0:ClientId=page", "Auth:Issuers:0:Authority=https://id.example.com", "Auth:Issuers:0:Audience=page")]
    [InlineData("Auth:Issuers:0:Scopes", "Auth:Issuers:0:Issuer=a", "Auth:Issuers:0:ClientId=page", "Auth:Issuers:0:Authority=https://id.example.com", "Auth:Issuers:0:Name=work", "Auth:Issuers:0:Scopes:0=email")]
    [InlineData("Auth:Issuers:0:ClientSecretFile", "Auth:Issuers:0:Issuer=a", "Auth:Issuers:0:ClientId=page", "Auth:Issuers:0:Authority=https://id.example.com", "Auth:Issuers:0:Name=work", "Auth:Issuers:0:ClientSecretFile=/dev/null")]
    [InlineData("Auth:RefreshTokenLifetime", "Auth:RefreshTokenLifetime=soon")]
    [InlineData("Titles:Timeout", "Titles:Timeout=0")]
    [InlineData("Titles:Timeout", "Titles:Timeout=00:05:01")]
    [InlineData("Titles:Model", "Titles:Model=another", "Inference:Upstreams:0:Name=one", "Inference:Upstreams:0:Kind=demo", "Inference:Upstreams:0:Models:0=demo")]
    [InlineData("Backup:S3:Bucket", "Backup:S3:Bucket=a/b", "Backup:S3:Region=eu-central-1")]
    [InlineData("Backup:S3:Bucket", "Backup:S3:Endpoint=https://s3.example.com")]
    [InlineData("Backup:S3:Endpoint", "Backup:S3:Bucket=backups", "Backup:S3:Endpoint=s3.example.com")]
    [InlineData("Backup:S3:Endpoint", "Backup:S3:Bucket=backups", "Backup:S3:Endpoint=https://s3.example.com/?x=1")]
    [InlineData("Backup:S3:Region", "Backup:S3:Bucket=backups")]
    [InlineData("Backup:S3:Region", "Backup:S3:Bucket=backups", "Backup:S3:Region=eu central")]
    [InlineData("Backup:S3:Prefix", "Backup:S3:Bucket=backups", "Backup:S3:Region=eu-central-1", "Backup:S3:Prefix=a/../b")]
    [InlineData("Backup:S3:AccessKey", "Backup:S3:Bucket=backups", "Backup:S3:Region=eu-central-1", "Backup:S3:AccessKey=a")]
    [InlineData("Backup:S3:AccessKey", "Backup:S3:Bucket=backups", "Backup:S3:Region=eu-central-1", "Backup:S3:SecretKey=a")]
    [InlineData("Backup:S3:SecretKeyFile", "Backup:S3:Bucket=backups", "Backup:S3:Region=eu-central-1", "Backup:S3:AccessKey=a", "Backup:S3:SecretKeyFile=/no/such/file")]
    [InlineData("Backup:S3:SecretKeyFile", "Backup:S3:Bucket=backups", "Backup:S3:Region=eu-central-1", "Backup:S3:AccessKey=a", "Backup:S3:SecretKeyFile=/dev/null")]
    [InlineData("Backup:S3:PathStyle", "Backup:S3:Bucket=backups", "Backup:S3:Region=eu-central-1", "Backup:S3:PathStyle=perhaps")]
    [InlineData("Backup:S3:Timeout", "Backup:S3:Bucket=backups", "Backup:S3:Region=eu-central-1", "Backup:S3:Timeout=0")]
    [InlineData("Web:Enabled", "Web:Enabled=perhaps")]
    [InlineData("Demo:TokensPerSecond", "Demo:TokensPerSecond=fast")]
    [InlineData("Demo:TokensPerSecond", "Demo:TokensPerSecond=-1")]
    [InlineData("Demo:TokensPerSecond", "Demo:TokensPerSecond=NaN")]
    [InlineData("Demo:TokensPerSecond", "Demo:TokensPerSecond=1e300")]
    [InlineData("Streaming:KeepAlive", "Streaming:KeepAlive=0")]
    [InlineData("Streaming:StallTimeout", "Streaming:StallTimeout=-00:00:01")]
    [InlineData("Streaming:KeepAlive", "Streaming:KeepAlive=1.00:00:01")]
    [InlineData("Streaming:AnswerWait", "Streaming:AnswerWait=60")]
    [InlineData("Streaming:FirstTokenTimeout", "Streaming:FirstTokenTimeout=300")]
    [InlineData("Streaming:StallTimeout", "Streaming:StallTimeout=10675199.00:00:00")]
    [InlineData("Inference:ConnectTimeout", "Inference:ConnectTimeout=30")]
    [InlineData("Inference:Upstreams", "Inference:Upstreams=demo")]
    [InlineData("Inference:Upstreams:0", "Inference:Upstreams:0=demo")]
    [InlineData("Inference:Upstreams:0:Models", "Inference:Upstreams:0:Name=one", "Inference:Upstreams:0:Kind=demo", "Inference:Upstreams:0:Models=demo*")]
    [InlineData("Inference:Upstreams:0:ApiKey", "Inference:Upstreams:0:Name=one", "Inference:Upstreams:0:Kind=demo", "Inference:Upstreams:0:ApiKey=a\nb")]
    [InlineData("Inference:Upstreams:0:ApiKey", "Inference:Upstreams:0:Name=one", "Inference:Upstreams:0:Kind=demo", "Inference:Upstreams:0:ApiKey=kéy")]
    [InlineData("Streaming:MaxAnswerBytes", "Streaming:MaxAnswerBytes=8388609")]
    [InlineData("Inference:MaxPromptTokens", "Inference:MaxPromptTokens=0")]
    [InlineData("Inference:Upstreams:0:Kind", "Inference:Upstreams:0:Name=one")]
    [InlineData("Inference:Upstreams:0:Kind", "Inference:Upstreams:0:Name=one", "Inference:Upstreams:0:Kind=llama")]
    [InlineData("Inference:Upstreams:0:BaseUrl", "Inference:Upstreams:0:Name=one", "Inference:Upstreams:0:Kind=openai")]
    [InlineData("Inference:Upstreams:0:BaseUrl", "Inference:Upstreams:0:Name=one", "Inference:Upstreams:0:Kind=openai", "Inference:Upstreams:0:BaseUrl=localhost")]
    [InlineData("Inference:Upstreams:0:BaseUrl", "Inference:Upstreams:0:Name=one", "Inference:Upstreams:0:Kind=nanochat", "Inference:Upstreams:0:BaseUrl=ftp://localhost/")]
    [InlineData("Inference:Upstreams:0:BaseUrl", "Inference:Upstreams:0:Name=one", "Inference:Upstreams:0:Kind=openai", "Inference:Upstreams:0:BaseUrl=http://")]
    [InlineData("Inference:Upstreams:0:MaxPromptTokens", "Inference:Upstreams:0:Name=one", "Inference:Upstreams:0:Kind=demo", "Inference:Upstreams:0:MaxPromptTokens=0")]
    [InlineData("Inference:Upstreams:0:MaxPromptTokens", "Inference:Upstreams:0:Name=one", "Inference:Upstreams:0:Kind=demo", "Inference:Upstreams:0:MaxPromptTokens=many")]
    [InlineData("Inference:Upstreams:0:MaxAnswerTokens", "Inference:Upstreams:0:Name=one", "Inference:Upstreams:0:Kind=demo", "Inference:Upstreams:0:MaxAnswerTokens=-1")]
    [InlineData("Inference:Upstreams:1:MaxAnswerTokens", "Inference:Upstreams:0:Name=one", "Inference:Upstreams:0:Kind=demo", "Inference:Upstreams:1:MaxAnswerTokens=4096.5")]
    [InlineData("Inference:Upstreams:0:MaxAnswerTokens", "Inference:Upstreams:0:Name=one", "Inference:Upstreams:0:Kind=nanochat", "Inference:Upstreams:0:BaseUrl=http://localhost", "Inference:Upstreams:0:MaxAnswerTokens=4097")]
    [InlineData("Inference:Upstreams:0:Continues", "Inference:Upstreams:0:Name=one", "Inference:Upstreams:0:Kind=openai", "Inference:Upstreams:0:BaseUrl=http://localhost", "Inference:Upstreams:0:Continues=yes")]
    [InlineData("Inference:Upstreams:0:Continues", "Inference:Upstreams:0:Name=one", "Inference:Upstreams:0:Kind=nanochat", "Inference:Upstreams:0:BaseUrl=http://localhost", "Inference:Upstreams:0:Continues=prefill")]
    [InlineData("Streaming:Recovery", "Streaming:Recovery=resume")]
    [InlineData("Models", "Inference:Upstreams:0:Name=one", "Inference:Upstreams:0:Kind=demo", "Inference:Upstreams:1:Name=two", "Inference:Upstreams:1:Kind=demo")]
    [InlineData("Cluster:Listen", "Cluster:Listen=http://0.0.0.0:8003")]
    [InlineData("Cluster:Listen", "Cluster:Listen=0.0.0.0:8003", "Cluster:Secret=a secret of all nodes")]
    [InlineData("Cluster:Listen", "Cluster:Listen=https://0.0.0.0:8003", "Cluster:Secret=a secret of all nodes")]
    [InlineData("Cluster:Address", "Cluster:Address=10.0.0.5", "Cluster:Secret=a secret of all nodes")]
    [InlineData("Cluster:SecretFile", "Cluster:SecretFile=secret", "Cluster:Secret=a secret of all nodes")]
    [InlineData("Cluster:SecretFile", "Cluster:SecretFile=/no/such/file")]
    [InlineData("Cluster:SecretFile", "Cluster:SecretFile=/dev/null")]
    [InlineData("Cors:AllowedOrigins:0", "Cors:AllowedOrigins=http://localhost:5173")]
    [InlineData("Cors:AllowedOrigins:1", "Cors:AllowedOrigins:0=http://localhost:5173", "Cors:AllowedOrigins:1=localhost:5174")]
    [InlineData("Cors:AllowedOrigins:0", "Cors:AllowedOrigins:0=https://app.example.com/")]
    [InlineData("Cors:AllowedOrigins:0", "Cors:AllowedOrigins:0=https://*")]
    [InlineData("Cors:AllowedOrigins:0", "Cors:AllowedOrigins:0=https://*.*.example.com")]
    [InlineData("Cors:AllowedOrigins:0", "Cors:AllowedOrigins:0=https://app.*.example.com")]
    [InlineData("Cors:AllowedOrigins:0", "Cors:AllowedOrigins:0=https://*.example.com/")]
    [InlineData("Cors:AllowedOrigins:0", "Cors:AllowedOrigins:0=*.example.com")]
    [InlineData("Cors:AllowedOrigins:0", "Cors:AllowedOrigins:0=capacitor://*.example.com")]
    [InlineData("Cors:AllowedOrigins:0", "Cors:AllowedOrigins:0=capacitor://localhost/")]
    [InlineData("Cors:AllowedOrigins:0", "Cors:AllowedOrigins:0=NULL")]
    [InlineData("Http:TrustedProxies:0", "Http:TrustedProxies=10.0.0.1")]
    [InlineData("Http:TrustedProxies:0", "Http:TrustedProxies:0=proxy.example.com")]
    [InlineData("Http:TrustedProxies:1", "Http:TrustedProxies:0=::1", "Http:TrustedProxies:1=10.1")]
    [InlineData("Http:TrustedProxies:0", "Http:TrustedProxies:0=*")]
    [InlineData("Http:TrustedProxies:0", "Http:TrustedProxies:0=10.0.0.1/8")]
    [InlineData("Http:TrustedProxies:0", "Http:TrustedProxies:0=10.0.0.0/33")]
    [InlineData("Http:TrustedProxies:0", "Http:TrustedProxies:0=10.0.0.1:80")]
    [InlineData("Telemetry:Metrics", "Telemetry:Metrics=yes")]
    [InlineData("Telemetry:MetricsUrl", "Telemetry:MetricsUrl=localhost:9464")]
    [InlineData("Telemetry:MetricsUrl", "Telemetry:MetricsUrl=https://localhost:9464")]
    [InlineData("Telemetry:MetricsUrl", "Telemetry:Metrics=on", "Telemetry:MetricsUrl=http://203.0.113.1:9464")]
    [InlineData("banana", "urls=banana")]
    [InlineData("base", "urls=http://127.0.0.1:0/base")]
    public async Task It_is_named_in_one_line(string named, params string[] settings)
    {
        var line = await ProgramInProcess.RefusalAsync(Pairs(settings));

        Assert.Contains(named, line, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"System\.|Options|Annotation|configuration value|UsePathBase", line);
        // A rule says which value it does not allow, unless that is a secret.
        var given = Pairs(settings).LastOrDefault(pair => pair.Item1 == named).Item2;
        if (line.Contains($": {named} must", StringComparison.Ordinal) && given is not null && !named.EndsWith("Key", StringComparison.Ordinal))
        {
            Assert.Contains($"'{given}'", line, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_line_break_that_ends_a_file_with_a_key_is_not_of_the_key() =>
        Assert.Equal("a key", new UpstreamOptions { ApiKey = "a key\r\n" }.ApiKey);

    [Fact]
    public async Task Two_wrong_ones_of_different_sections_are_both_named()
    {
        var line = await RefusalAsync("Streaming:KeepAlive=0", "Demo:TokensPerSecond=-1");

        Assert.Contains("Streaming:KeepAlive", line, StringComparison.Ordinal);
        Assert.Contains("Demo:TokensPerSecond", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("litedb")]
    public async Task A_folder_that_another_process_uses_is_named(string engine)
    {
        await using var first = await ServerProcess.StartAsync(engine, ("Storage:Path", folder));

        var line = await RefusalAsync($"Storage:Engine={engine}");

        Assert.Contains(folder, line, StringComparison.Ordinal);
        Assert.Contains("Storage:Path", line, StringComparison.Ordinal);
        using var health = await first.Http.FetchAsync("/health");
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_named()
    {
        var file = Path.Combine(folder, "a-file");
        await File.WriteAllTextAsync(file, "in the way", TestContext.Current.CancellationToken);

        var line = await ProgramInProcess.RefusalAsync(Pairs([$"Storage:Path={file}"]));

        Assert.Contains(file, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_file_that_holds_no_key_is_named()
    {
        var file = Path.Combine(folder, "signing-key.pem");
        await File.WriteAllTextAsync(file, "not a key", TestContext.Current.CancellationToken);

        var line = await ProgramInProcess.RefusalAsync(Pairs([]));

        Assert.Contains(file, line, StringComparison.Ordinal);
        Assert.Equal("not a key", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named_with_the_way_to_another_one_and_nothing_is_created()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var (port, data) = (((IPEndPoint)taken.LocalEndpoint).Port, Path.Combine(folder, "data"));

        foreach (var host in new[] { "127.0.0.1", "localhost" })
        {
            var line = await ProgramInProcess.RefusalAsync(("urls", $"http://{host}:{port}"), ("Storage:Path", data));

            Assert.Equal(
                $"samosachaat cannot start: http://{host}:{port} is in use by another program. Choose another address, such as --urls http://localhost:{port + 1}",
                line);
        }

        Assert.False(Path.Exists(data));
    }

    [Fact]
    public async Task An_address_that_is_not_this_machines_is_named()
    {
        // TEST-NET-3 (RFC 5737) is nobody's.
        var line = await ProgramInProcess.RefusalAsync(Pairs(["urls=http://203.0.113.1:8002"]));

        Assert.Contains("203.0.113.1", line, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private async Task<string> RefusalAsync(params string[] settings)
    {
        await using var server = ServerProcess.Launch([], Pairs(settings));
        return await server.RefusalAsync();
    }

    private (string, string)[] Pairs(string[] settings)
    {
        var wrong = settings.Select(setting => setting.Split('=', 2)).Select(parts => (parts[0], parts[1]));
        return [("urls", "http://127.0.0.1:0"), ("Storage:Path", folder), .. wrong];
    }
}
