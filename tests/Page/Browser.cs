using Microsoft.Playwright;

namespace SamosaChaat.Tests.Page;

/// <summary>One Chromium for all tests, started by the first one that needs it. A test skips, and says why, where there is none.</summary>
public sealed class Browser : IAsyncDisposable
{
    private const string Variable = "SAMOSACHAAT_CHROMIUM";

    // The shell has no window around its pages, and needs a third less of the processor.
    private static readonly string[] Usual = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];

    private static readonly string Executable = Environment.GetEnvironmentVariable(Variable) ?? Usual.FirstOrDefault(File.Exists) ?? Usual[^1];

    private readonly Lazy<Task<(IPlaywright Driver, IBrowser Browser)>> running = new(StartAsync);

    /// <summary>A window of its own, with nothing remembered.</summary>
    public async Task<IBrowserContext> NewContextAsync(BrowserNewContextOptions options)
    {
        Assert.SkipUnless(File.Exists(Executable), $"There is no Chromium at {Executable}; install one, or say in {Variable} where it is.");
        var context = await (await running.Value).Browser.NewContextAsync(options);
        context.SetDefaultTimeout((float)Patience.Limit.TotalMilliseconds);
        return context;
    }

    public async ValueTask DisposeAsync()
    {
        if (!running.IsValueCreated) return;
        var (driver, browser) = await running.Value;
        await browser.CloseAsync();
        driver.Dispose();
    }

    private static async Task<(IPlaywright Driver, IBrowser Browser)> StartAsync()
    {
        var patience = (float)Patience.Limit.TotalMilliseconds;
        Assertions.SetDefaultExpectTimeout(patience);
        var driver = await Playwright.CreateAsync();
        var browser = await driver.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Executable,
            Timeout = patience,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            ],
        });
        return (driver, browser);
    }
}
