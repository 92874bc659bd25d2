using System.Net;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SamosaChaat.Tests.Page.Languages;

/// <summary>Which language is shown, when its catalog is loaded, and what is shown without it.</summary>
public sealed class ChoiceTests(Browser browser, SqliteServer server)
{
    /// <summary>Writes down what the page shows first.</summary>
    private const string Remember = """
        new MutationObserver(() => {
          const login = document.getElementById('login');
          if (login && !login.hidden) window.first ??= document.getElementById('login-title').textContent;
        }).observe(document, { subtree: true, childList: true, attributes: true });
        """;

    [Theory]
    [InlineData("en-GB")]
    [InlineData("fr-FR")]
    public async Task English_needs_no_catalog_and_is_there_for_all_other_languages(string locale)
    {
        await using var page = await ChatPage.OpenAsync(browser, server.Address, locale: locale);
        var requests = new List<string>();
        page.Page.Request += (_, request) => requests.Add(new Uri(request.Url).AbsolutePath);

        await page.Page.GotoAsync("/");

        await Expect(page.Page.Locator("#login-title")).ToHaveTextAsync("Welcome");
        await Expect(page.Page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        Assert.Contains("/js/text.js", requests);
        Assert.DoesNotContain(requests, path => path.StartsWith("/lang/", StringComparison.Ordinal));
        Assert.Empty(page.Faults);
    }

    /// <summary>Chromium knows the rules of each language.</summary>
    [Fact]
    public async Task A_catalog_has_the_plural_forms_of_its_language()
    {
        await using var page = await ChatPage.OpenAsync(browser, server.Address);

        foreach (var language in PageCatalog.Languages)
        {
            var wanted = await page.Page.EvaluateAsync<string[]>(
                "language => new Intl.PluralRules(language).resolvedOptions().pluralCategories", language);
            var counted = new PageCatalog(language).Texts.Where(text => PageTexts.Plurals.ContainsKey(text.Key));
            Assert.Each(counted, text => Assert.Equal(wanted.Order(), text.Value.Keys.Order()));
        }
    }

    [Fact]
    public async Task Nothing_is_seen_in_English_before_the_catalog_is_there()
    {
        await using var page = await ChatPage.OpenAsync(browser, server.Address, locale: "de-DE");
        await page.Page.AddInitScriptAsync(Remember);

        await page.Page.GotoAsync("/");
        await Expect(page.Page.Locator("#login")).ToBeVisibleAsync();

        Assert.Equal(new PageCatalog("de")["Welcome"], await page.Page.EvaluateAsync<string>("first"));
    }

    [Fact]
    public async Task Without_its_catalog_the_page_is_in_English()
    {
        await using var page = await ChatPage.OpenAsync(browser, server.Address, locale: "de-DE");
        await page.Page.RouteAsync("**/lang/de.json", route => route.AbortAsync());

        await page.Page.GotoAsync("/");

        await Expect(page.Page.Locator("#login-title")).ToHaveTextAsync("Welcome");
        await Expect(page.Page.Locator("html")).ToHaveAttributeAsync("lang", "en");
    }

    [Fact]
    public async Task The_language_is_there_while_the_server_is_away()
    {
        await using var cable = new CuttableProxy(server.Address);
        using var user = await server.NewUserAsync();
        var german = new PageCatalog("de");
        await using var page = await ChatPage.OpenAsync(browser, cable.Address, workers: ServiceWorkerPolicy.Allow, locale: "de-DE");
        await page.LogInAsync(user);
        await page.Page.EvaluateAsync("navigator.serviceWorker.ready.then(() => null)");
        await Expect(page.Page.Locator("#none")).ToHaveTextAsync(german["Your conversations appear here."]);

        cable.Cut();
        await page.Page.ReloadAsync();

        await Expect(page.Page.Locator("#hint")).ToHaveTextAsync(german["The server is away. Messages wait here until it is back."]);
        await page.Page.Locator("#scroller").FocusAsync();
        await page.Page.Keyboard.PressAsync("?");
        await Expect(page.Page.GetByRole(AriaRole.Heading, new() { Name = german["Keys"] })).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("de-AT,de;q=0.9,en;q=0.8", "de")]
    [InlineData("en-US,de;q=0.5", "en")]
    [InlineData("fr, de;q=0.2, hi;q=0.5", "hi")]
    [InlineData("de;q=0, fr", "en")]
    [InlineData("*", "en")]
    [InlineData(";;q=x", "en")]
    public async Task A_wrong_address_is_answered_in_the_language_of_the_browser(string accepted, string language)
    {
        using var http = new HttpClient { BaseAddress = server.Address };

        using var response = await http.FetchAsync("/no/such/page", ("Accept", "text/html"), ("Accept-Language", accepted));

        var page = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains($"<html lang=\"{language}\">", page, StringComparison.Ordinal);
        Assert.Contains($"<h1>{new PageCatalog(language)["There is nothing here"]}</h1>", page, StringComparison.Ordinal);
        Assert.Contains("Accept-Language", response.Headers.Vary);
    }
}
