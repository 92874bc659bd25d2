using System.Globalization;

namespace SamosaChaat.Bench.Hosting;

/// <summary>What nginx is told: whatever does not serve to pass streams on is off, so that it is as fast as it can be.</summary>
internal static class NginxConfiguration
{
    // Its own folders below /var/lib are root's alone.
    private static readonly string[] Folders = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];

    public static string Text(string folder, int port, (string Name, Uri Url)[] services) => string.Create(CultureInfo.InvariantCulture, $$"""
        daemon off;
        worker_processes auto;
        worker_rlimit_nofile 16384;
        pid {{folder}}/nginx.pid;
        events { worker_connections 8192; }
        http {
          access_log off;
          {{string.Join("\n  ", Folders.Select(name => $"{name}_temp_path {folder}/{name};"))}}
          # A connection ends after 1,000 requests by default.
          keepalive_requests 1000000000;
          proxy_http_version 1.1;
          proxy_set_header Connection "";
          proxy_buffering off;
          {{string.Join("\n  ", services.Select(Upstream))}}
          server {
            listen 127.0.0.1:{{port}};
            {{string.Join("\n    ", services.Select(service => $"location /{service.Name}/ {{ proxy_pass http://{service.Name}/; }}"))}}
          }
        }
        """);

    private static string Upstream((string Name, Uri Url) service) =>
        $"upstream {service.Name} {{ server {service.Url.Authority}; keepalive 1024; keepalive_requests 1000000000; }}";
}
