using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using SamosaChaat.Tests.Docs;

namespace SamosaChaat.Tests.Features.Auth.FinishSignIn;

/// <summary>npm's certified oidc-provider in a process of its own, and a person who signs in there.</summary>
internal sealed partial class OidcProvider : IAsyncDisposable
{
    private readonly Process process;

    private OidcProvider(Process process, string url) => (this.process, Url) = (process, url);

    public string Url { get; }

    public static async Task<OidcProvider> StartAsync()
    {
        var tools = NodeTools.Folder;
        Assert.SkipUnless(Directory.Exists(Path.Combine(tools, "node_modules", "oidc-provider")), "npm has not installed the oidc-provider that .ci/run lists.");
        var script = await File.ReadAllTextAsync(Path.Combine(SourceTree.Root, "tests/Features/Auth/FinishSignIn/oidc-provider.mjs"));
        var process = Process.Start(new ProcessStartInfo("node", ["--input-type=module", "--eval", script])
        {
            WorkingDirectory = tools,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        Children.Add(process);
        var url = await LineAsync(process, "http://");
        return new(process, url);
    }

    /// <summary>Begins to answer, and knows a page with this callback.</summary>
    public async Task KnowAsync(string callback)
    {
        await process.StandardInput.WriteLineAsync(callback);
        await process.StandardInput.FlushAsync();
        await LineAsync(process, "ready");
    }

    /// <summary>Signs in at the provider and consents, and returns the URL that it sends the browser back to.</summary>
    public async Task<Uri> SignInAsync(Uri request, string login)
    {
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { Timeout = Patience.Limit };
        for (var next = request; ;)
        {
            if (!next.AbsoluteUri.StartsWith(Url, StringComparison.Ordinal)) return next;
            using var answer = await browser.GetAsync(next);
            if (answer.Headers.Location is { } location)
            {
                next = new Uri(next, location);
                continue;
            }

            var page = await answer.Content.ReadAsStringAsync();
            Assert.True(answer.StatusCode == HttpStatusCode.OK, page);
            Dictionary<string, string> form = new() { ["prompt"] = PromptOf().Match(page).Groups[1].Value, ["login"] = login, ["password"] = "any" };
            using var sent = await browser.PostAsync(next, new FormUrlEncodedContent(form));
            next = new Uri(next, sent.Headers.Location!);
        }
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static async Task<string> LineAsync(Process process, string beginning)
    {
        using var patience = new CancellationTokenSource(Patience.Limit);
        while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.StartsWith(beginning, StringComparison.Ordinal)) return line;
        }

        throw new InvalidOperationException("The provider has ended.");
    }

    [GeneratedRegex("""name="prompt" value="([a-z]+)"|value="([a-z]+)" name="prompt" """)]
    private static partial Regex PromptOf();
}
