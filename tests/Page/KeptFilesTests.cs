using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SamosaChaat.Tests.Page;

/// <summary>Which of the page's files a browser asks for when somebody comes again.</summary>
public sealed class KeptFilesTests(Browser browser)
{
    [Fact]
    public async Task No_script_is_asked_for_again_unless_the_server_has_another_version_of_the_page()
    {
        var asked = new AskedScripts();
        await using var server = new OwnServer("sqlite", services => services.AddSingleton<IStartupFilter>(asked));
        await using var page = await ChatPage.OpenAsync(browser, server.Address, workers: ServiceWorkerPolicy.Allow);
        await page.Page.GotoAsync("/");
        await page.Page.EvaluateAsync("navigator.serviceWorker.ready.then(() => null)");
        Assert.Contains("/js/app.js", asked.Paths);

        asked.Paths.Clear();
        await VisitAsync(page);
        Assert.Empty(asked.Paths);

        // A new program has a new page.
        asked.Version = "another";
        await VisitAsync(page);
        Assert.Contains("/js/app.js", asked.Paths);
        Assert.Empty(page.Faults);
    }

    private static async Task VisitAsync(ChatPage page)
    {
        await page.Page.ReloadAsync();
        // A script shows the form.
        await Expect(page.Page.Locator("input[type=email]")).ToBeVisibleAsync();
    }

    /// <summary>Stands before the server, and can say that it has another version of the page.</summary>
    private sealed class AskedScripts : IStartupFilter
    {
        public ConcurrentBag<string> Paths { get; } = [];

        public string? Version { get; set; }

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(async (http, rest) =>
            {
                var path = http.Request.Path.Value!;
                if (path.StartsWith("/js/", StringComparison.Ordinal)) Paths.Add(path);
                http.Response.OnStarting(() =>
                {
                    if (path == "/" && Version is not null) http.Response.Headers["Page-Version"] = Version;
                    return Task.CompletedTask;
                });
                await rest(http);
            });
            next(app);
        };
    }
}
