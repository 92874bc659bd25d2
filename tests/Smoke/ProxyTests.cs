namespace SamosaChaat.Tests.Smoke;

/// <summary>Puts a proxy of the machine in front of the server, where it is installed.</summary>
public abstract class Proxy(string program) : HostedProgram("sqlite")
{
    private readonly ProxyProcess proxy = new(program);

    public override Uri Address
    {
        get
        {
            Assert.SkipUnless(proxy.IsInstalled, $"{program} is not installed here.");
            return proxy.Address;
        }
    }

    /// <summary>The address of the server itself, as it stands in a configuration.</summary>
    protected string Upstream => base.Address.Authority;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        if (proxy.IsInstalled) await StartAsync(proxy);
    }

    public override async ValueTask DisposeAsync()
    {
        await proxy.DisposeAsync();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Writes its configuration and starts it.</summary>
    private protected abstract Task StartAsync(ProxyProcess process);
}

public class Nginx() : Proxy("nginx")
{
    private protected override Task StartAsync(ProxyProcess process)
    {
        var locations = process.Deploy("nginx-proxy.conf");
        var listen = $"listen {process.Address.Authority};";
        var site = process.Deploy(
            "nginx.conf", ("127.0.0.1:8002", Upstream), ("listen 80;", listen), ("/etc/nginx/samosachaat-proxy.conf", locations));
        var main = process.Write("main.conf", $$"""
            daemon off;
            pid {{site}}.pid;
            error_log stderr;
            events { }
            http {
              access_log off;
              client_body_temp_path {{site}}.body;
              proxy_temp_path {{site}}.proxy;
              include {{site}};
            }
            """);
        return process.StartAsync("-c", main);
    }
}

/// <summary>For a server whose name others share: every path begins with /api.</summary>
public sealed class NginxUnderApi : Nginx
{
    protected override HttpMessageHandler Handler() => new UnderApi { InnerHandler = base.Handler() };

    private sealed class UnderApi : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var url = request.RequestUri!;
            // The server's own links have it already.
            if (!url.AbsolutePath.StartsWith("/api/", StringComparison.Ordinal)) request.RequestUri = new UriBuilder(url) { Path = $"/api{url.AbsolutePath}" }.Uri;
            return base.SendAsync(request, cancellationToken);
        }
    }
}

public sealed class Caddy() : Proxy("caddy")
{
    private protected override Task StartAsync(ProxyProcess process) => process.StartCaddyAsync("Caddyfile", ("127.0.0.1:8002", Upstream));
}

/// <summary>The proxy of several nodes, of which only one is there.</summary>
public sealed class CaddyOfACluster() : Proxy("caddy")
{
    private protected override Task StartAsync(ProxyProcess process)
    {
        var (gone, alsoGone) = ($"127.0.0.1:{OwnPostgres.FreePort()}", $"127.0.0.1:{OwnPostgres.FreePort()}");
        return process.StartCaddyAsync("cluster.Caddyfile", ("node1:8002", gone), ("node2:8002", Upstream), ("node3:8002", alsoGone));
    }
}

public sealed class SmokeBehindNginx(Nginx host) : SmokeTests(host), IClassFixture<Nginx>;

public sealed class SmokeBehindNginxUnderApi(NginxUnderApi host) : SmokeTests(host), IClassFixture<NginxUnderApi>;

public sealed class SmokeBehindCaddy(Caddy host) : SmokeTests(host), IClassFixture<Caddy>;

public sealed class SmokeBehindCaddyOfACluster(CaddyOfACluster host) : SmokeTests(host), IClassFixture<CaddyOfACluster>;
