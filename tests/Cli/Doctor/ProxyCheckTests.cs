using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SamosaChaat.Shared.Cli.Doctor;

namespace SamosaChaat.Tests.Cli.Doctor;

/// <summary>A proxy stands before the server and does what proxies do; the doctor sees it from outside, without an account.</summary>
public sealed class ProxyCheckTests(SqliteServer server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("passes everything on", null)]
    [InlineData("holds answers back", "holds streams back")]
    [InlineData("compresses", "compresses")]
    [InlineData("cuts /api off", "/api/conversations/")]
    [InlineData("knows no PATCH", "PATCH")]
    [InlineData("knows no PUT", "PUT")]
    [InlineData("takes small bodies", "413")]
    [InlineData("keeps Authorization", "Authorization")]
    [InlineData("keeps x-trace-id", "x-trace-id")]
    [InlineData("answers by itself", "not by samosaChaat")]
    public async Task What_a_proxy_does_wrong_is_named_with_what_to_do(string habit, string? sign)
    {
        await using var proxy = await Proxy.StartAsync(server.Address, habit);

        var finding = Assert.Single(await CheckAsync(proxy.Url));

        if (sign is null)
        {
            Assert.Equal(Verdict.Ok, finding.Verdict);
            return;
        }

        Assert.Equal(Verdict.Wrong, finding.Verdict);
        Assert.Contains(sign, finding.Said, StringComparison.Ordinal);
        Assert.NotEmpty(finding.Advice!);
    }

    [Fact]
    public async Task Under_the_prefix_is_as_good_and_where_nothing_listens_it_says_so()
    {
        Assert.Equal(Verdict.Ok, Assert.Single(await CheckAsync(new Uri(server.Address, "/api/"))).Verdict);
        Assert.Contains("cannot be reached", Assert.Single(await CheckAsync(new Uri("http://127.0.0.1:1"))).Said, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<Finding>> CheckAsync(Uri url)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        return await new ProxyCheck(http, TimeProvider.System).RunAsync(url, Ct);
    }

    private sealed class Proxy(WebApplication app, Uri target, string habit) : IAsyncDisposable
    {
        private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false });

        public Uri Url => new(app.Urls.Single());

        public static async Task<Proxy> StartAsync(Uri target, string habit)
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, _ => kestrel.Limits.MaxRequestBodySize = null));
            var app = builder.Build();
            var proxy = new Proxy(app, target, habit);
            app.Run(proxy.PassOnAsync);
            await app.StartAsync(Ct);
            return proxy;
        }

        public async ValueTask DisposeAsync()
        {
            await app.DisposeAsync();
            http.Dispose();
        }

        private async Task PassOnAsync(HttpContext context)
        {
            var (request, path) = (context.Request, context.Request.Path.Value!);
            if (habit == "answers by itself" || habit == $"knows no {request.Method}") return;
            if (habit == "takes small bodies" && request.ContentLength > 1 << 20)
            {
                context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
                return;
            }

            // To a place that there is not.
            if (habit == "cuts /api off" && path.StartsWith("/api/", StringComparison.Ordinal)) path = path["/api/conversations".Length..];
            using var onward = new HttpRequestMessage(new(request.Method), new Uri(target, path + request.QueryString));
            if (request.ContentLength > 0) onward.Content = new StreamContent(request.Body);
            foreach (var (name, values) in request.Headers)
            {
                if (name == "Host" || (habit == "keeps Authorization" && name == "Authorization") || (habit == "keeps x-trace-id" && name == "x-trace-id")) continue;
                if (!onward.Headers.TryAddWithoutValidation(name, values.ToArray())) onward.Content?.Headers.TryAddWithoutValidation(name, values.ToArray());
            }

            using var response = await http.SendAsync(onward, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
            context.Response.StatusCode = (int)response.StatusCode;
            foreach (var (name, values) in response.Headers.Concat(response.Content.Headers))
            {
                if (name is not ("Transfer-Encoding" or "X-Accel-Buffering")) context.Response.Headers[name] = values.ToArray();
            }

            if (habit == "compresses") context.Response.Headers.ContentEncoding = "gzip";
            await BodyAsync(context, response);
        }

        private async Task BodyAsync(HttpContext context, HttpResponseMessage response)
        {
            if (habit == "holds answers back")
            {
                await context.Response.Body.WriteAsync(await response.Content.ReadAsByteArrayAsync(context.RequestAborted), context.RequestAborted);
                return;
            }

            context.Features.Get<IHttpResponseBodyFeature>()!.DisableBuffering();
            await using var body = await response.Content.ReadAsStreamAsync(context.RequestAborted);
            var some = new byte[4096];
            while (await body.ReadAsync(some, context.RequestAborted) is > 0 and var count)
            {
                await context.Response.Body.WriteAsync(some.AsMemory(0, count), context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
            }
        }
    }
}
