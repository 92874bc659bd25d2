using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;

namespace SamosaChaat.Tests.Http;

/// <summary>Over TLS, the server's own or that of a trusted proxy, browsers are told to stay with it.</summary>
public sealed class StrictTransportTests : IDisposable
{
    private const string Header = "Strict-Transport-Security";
    private const string Name = "chat.example.com";

    private readonly string folder = Directory.CreateTempSubdirectory("samosachaat-test-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("https", Name, true)]
    [InlineData("http", Name, false)]
    [InlineData("https", "localhost", false)]
    public async Task Behind_a_proxy_it_is_what_the_proxy_says(string scheme, string host, bool isTold)
    {
        await using var server = new OwnServer("sqlite", ("Http:TrustedProxies:0", "127.0.0.0/8"), ("Http:TrustedProxies:1", "::1"));
        using var http = server.Anonymous();

        using var answer = await http.FetchAsync("/health", ("X-Forwarded-Proto", scheme), ("X-Forwarded-Host", host));

        Assert.Equal(isTold, answer.Headers.Contains(Header));
        if (isTold) Assert.Equal("max-age=31536000", Assert.Single(answer.Headers.GetValues(Header)));
    }

    [Fact]
    public async Task A_header_of_somebody_who_is_not_trusted_says_nothing()
    {
        await using var server = new OwnServer("sqlite");
        using var http = server.Anonymous();

        using var answer = await http.FetchAsync("/health", ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", Name));

        Assert.False(answer.Headers.Contains(Header));
    }

    [Fact]
    public async Task The_server_speaks_TLS_with_a_certificate_of_the_settings()
    {
        var (certificate, key) = (Path.Combine(folder, "cert.pem"), Path.Combine(folder, "key.pem"));
        var thumbprint = await MakeCertificateAsync(certificate, key);
        await using var server = ServerProcess.Launch(
            [],
            ("Storage:Path", Path.Combine(folder, "data")),
            ("Kestrel:Endpoints:Tls:Url", "https://127.0.0.1:0"),
            ("Kestrel:Endpoints:Tls:Certificate:Path", certificate),
            ("Kestrel:Endpoints:Tls:Certificate:KeyPath", key));
        var line = await server.SaysAsync(line => line.Contains("https://127.0.0.1:", StringComparison.Ordinal));
        var address = new Uri(Regex.Match(line, "https://[0-9.:]+").Value);
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, seen, _, _) => (seen as X509Certificate2)?.Thumbprint == thumbprint;
        using var http = new HttpClient(handler) { BaseAddress = address, Timeout = Patience.Limit, DefaultRequestHeaders = { Host = Name } };

        using var answer = await http.GetAsync(new Uri("/health", UriKind.Relative), Ct);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(answer.Headers.Contains(Header));
        Assert.Equal(0, await server.TerminateAsync());
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static async Task<string> MakeCertificateAsync(string file, string keyFile)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={Name}", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        await File.WriteAllTextAsync(file, certificate.ExportCertificatePem(), Ct);
        await File.WriteAllTextAsync(keyFile, key.ExportPkcs8PrivateKeyPem(), Ct);
        return certificate.Thumbprint;
    }
}
