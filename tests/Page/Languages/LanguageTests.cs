using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SamosaChaat.Tests.Page.Languages;

/// <summary>One person's way through the page in each language. All that the page says is in it, and fits, on wide and narrow screens.</summary>
public sealed partial class LanguageTests(Browser browser)
{
    private static readonly int[] Widths = [390, 1280];

    private static readonly string Look = SourceTree.Read("tests/Page/Languages/look.js");

    /// <summary>A region has the texts of its language, and dates of its own.</summary>
    [Theory]
    [InlineData("de-AT", "de")]
    [InlineData("hi-IN", "hi")]
    public async Task All_that_the_page_says_is_in_the_browsers_language(string locale, string language)
    {
        var catalog = new PageCatalog(language);
        await using var model = new Dictation();
        await using var server = new OwnServer("sqlite", model.Model.Upstream(("Retention:Trash", "00:00:00")));
        using var user = await server.NewAdminAsync();
        await using var page = await ChatPage.OpenAsync(browser, server.Address, locale: locale);
        if (Axe.IsInstalled) await Axe.BringAsync(page);
        var browserPage = page.Page;

        await browserPage.GotoAsync("/");
        await Expect(browserPage.Locator("html")).ToHaveAttributeAsync("lang", language);
        await Expect(browserPage.Locator("#login-title")).ToHaveTextAsync(catalog["Welcome"]);
        await CheckAsync("login", axe: true);
        await LogInAsync("no password of anybody");
        await Expect(browserPage.Locator("#login-failure")).ToHaveTextAsync(catalog["The email or the password is wrong."]);
        await LogInAsync(TestUser.Password);
        await Expect(browserPage.Locator("#none")).ToHaveTextAsync(catalog["Your conversations appear here."]);
        await CheckAsync("empty");
        await browserPage.GetByLabel(catalog["Temporary chat"]).CheckAsync();
        await Expect(browserPage.Locator("#rule")).ToContainTextAsync(catalog["It is in no list, no search and no export."]);
        await CheckAsync("temporary");
        await browserPage.GetByLabel(catalog["Temporary chat"]).UncheckAsync();

        await page.SendAsync("Samosa?");
        await Expect(browserPage.Locator(".waiting")).ToBeVisibleAsync();
        await CheckAsync("waiting");
        model.Say(RichAnswer.Words);
        await AnsweredAsync(1);
        await CheckAsync("answer", axe: true);
        await Button("Answer again").ClickAsync();
        model.Say(["Yes."]);
        await Expect(browserPage.Locator(".versions")).ToHaveCountAsync(1);
        await CheckAsync("versions");
        await browserPage.Locator(".question").HoverAsync();
        await Button("Edit the question").ClickAsync();
        await CheckAsync("editor");
        await browserPage.Keyboard.PressAsync("Escape");
        model.Model.Script = reply => reply.RefuseAsync(500);
        await page.SendAsync("Fail");
        await Expect(page.Failure).ToBeVisibleAsync();
        // The server names the upstream that failed. So this text is its own.
        await CheckAsync("failure", "^The model's server ");

        await browserPage.Context.SetOfflineAsync(true);
        await page.SendAsync("Later");
        await Expect(page.Unsent).ToBeVisibleAsync();
        await Expect(page.Offline).ToBeVisibleAsync();
        await CheckAsync("offline", "^The model's server ");
        await page.Unsent.GetByRole(AriaRole.Button, new() { Name = catalog["Discard"] }).ClickAsync();
        await browserPage.Context.SetOfflineAsync(false);
        await Expect(page.Offline).ToBeHiddenAsync();

        await browserPage.Locator("#new").ClickAsync();
        await browserPage.Locator("#scroller").FocusAsync();
        await browserPage.Keyboard.PressAsync("?");
        await Expect(Button("Close")).ToBeVisibleAsync();
        await CheckAsync("keys");
        await Button("Close").ClickAsync();
        await browserPage.SetViewportSizeAsync(390, 800);
        await Button("Open the list").ClickAsync();
        await OpenMenuAsync();
        await CheckAsync("menu", width: 390);
        await browserPage.Keyboard.PressAsync("Escape");
        await Button("Close the list").ClickAsync();
        await browserPage.SetViewportSizeAsync(1280, 800);
        await OpenMenuAsync();
        await CheckAsync("menu", width: 1280);
        await Item("Delete").ClickAsync();
        await Expect(Button("Cancel")).ToBeVisibleAsync();
        await CheckAsync("question before a deletion");
        await Button("Cancel").ClickAsync();
        await OpenMenuAsync();
        await Item("Archive").ClickAsync();
        await Expect(Button("Undo")).ToBeVisibleAsync();
        await CheckAsync("archived");

        await browserPage.GotoAsync("/#account");
        await Expect(browserPage.GetByText(catalog["this device"])).ToBeVisibleAsync();
        await Expect(browserPage.GetByText(catalog["No keys yet."])).ToBeVisibleAsync();
        await CheckAsync("account", axe: true);
        await browserPage.GetByLabel(catalog["Name of the key"]).FillAsync("backup");
        await Button("Create a key").ClickAsync();
        await Expect(browserPage.Locator(".secret")).ToBeVisibleAsync();
        await CheckAsync("key");
        await browserPage.GotoAsync("/#users");
        await Expect(browserPage.Locator(".rows .about")).ToHaveCountAsync(1);
        await Button("Make a link").ClickAsync();
        await Expect(browserPage.Locator(".secret")).ToBeVisibleAsync();
        await CheckAsync("all accounts");
        Assert.DoesNotContain(page.Faults, fault => !fault.StartsWith("Failed to load resource: ", StringComparison.Ordinal));

        ILocator Button(string key) => browserPage.GetByRole(AriaRole.Button, new() { Name = catalog[key], Exact = true });

        ILocator Item(string key) => browserPage.GetByRole(AriaRole.Menuitem, new() { Name = catalog[key], Exact = true });

        Task AnsweredAsync(int count) => Expect(browserPage.Locator(".answer .by")).ToHaveCountAsync(count);

        async Task LogInAsync(string password)
        {
            await browserPage.Locator("[name=email]").FillAsync(user.Email);
            await browserPage.Locator("[name=password]").FillAsync(password);
            await browserPage.Locator("#login-go").ClickAsync();
        }

        async Task OpenMenuAsync()
        {
            await page.Rows.First.HoverAsync();
            await page.Rows.First.GetByRole(AriaRole.Button).ClickAsync();
            await Expect(browserPage.Locator("#row-menu")).ToBeVisibleAsync();
        }

        async Task CheckAsync(string state, string? others = null, bool axe = false, int? width = null)
        {
            foreach (var each in width is { } only ? [only] : Widths)
            {
                await browserPage.SetViewportSizeAsync(each, 800);
                var found = await browserPage.EvaluateAsync<string[][]>(Look);
                var strange = found[0].Where(text => !IsTranslated(text, catalog) && (others is null || !Regex.IsMatch(text, others)));
                Assert.Empty(strange.Select(text => $"{state}, {each}: {text}"));
                Assert.Empty(found[1].Select(fault => $"{state}, {each}: {fault}"));
                if (axe && Axe.IsInstalled) await Axe.CheckAsync(page, $"{state}, {each}");
            }
        }
    }

    /// <summary>A line can have several parts: the user's name, the role, the day.</summary>
    private static bool IsTranslated(string text, PageCatalog catalog) =>
        catalog.Has(text) || NoWord().IsMatch(text)
        || text.Split(", ").All(part => part.Contains('@', StringComparison.Ordinal) || catalog.Has(part));

    /// <summary>Numbers, signs, and single letters on keys. Whatever the language, the program has its name.</summary>
    [GeneratedRegex(@"^(?:\P{L}*\p{L}?\P{L}*|samosaChaat)$")]
    private static partial Regex NoWord();
}
