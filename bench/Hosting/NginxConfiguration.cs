using System.Globalization;

namespace SamosaChaat.Bench.Hosting;

/// <summary>What nginx is told. Either way it passes on what comes as it comes, with a worker for each processor.</summary>
internal static class NginxConfiguration
{
    // Its own folders below /var/lib are root's alone.
    private static readonly string[] Folders = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];

    /// <summary>As fast as it can be: whatever does not serve to pass streams on is off, and connections to the services are used again.</summary>
    public static string Tuned(string folder, int port, (string Name, Uri Url)[] services) => Text(folder, port, services, $$"""
          access_log off;
          # A connection ends after 1,000 requests by default.
          keepalive_requests 1000000000;
          {{string.Join("\n  ", services.Select(Upstream))}}
        """, service => service.Name);

    /// <summary>
    /// As Debian's nginx.conf has it, with what a proxy of event streams is commonly told: HTTP/1.1 and no buffering. It keeps a log, and opens a connection to the
    /// service for each request.
    /// </summary>
    public static string Plain(string folder, int port, (string Name, Uri Url)[] services) => Text(folder, port, services, $"""
          access_log {folder}/access.log;
          sendfile on;
          tcp_nopush on;
          types_hash_max_size 2048;
        """, service => service.Url.Authority);

    private static string Text(string folder, int port, (string Name, Uri Url)[] services, string kind, Func<(string Name, Uri Url), string> authority) => string.Create(CultureInfo.InvariantCulture, $$"""
        daemon off;
        worker_processes auto;
        worker_rlimit_nofile 16384;
        pid {{folder}}/nginx.pid;
        events { worker_connections 8192; }
        http {
          {{string.Join("\n  ", Folders.Select(name => $"{name}_temp_path {folder}/{name};"))}}
        {{kind}}
          proxy_http_version 1.1;
          proxy_set_header Connection "";
          proxy_buffering off;
          server {
            listen 127.0.0.1:{{port}};
            {{string.Join("\n    ", services.Select(service => $"location /{service.Name}/ {{ proxy_pass http://{authority(service)}/; }}"))}}
          }
        }
        """);

    private static string Upstream((string Name, Uri Url) service) =>
        $"upstream {service.Name} {{ server {service.Url.Authority}; keepalive 1024; keepalive_requests 1000000000; }}";
}
