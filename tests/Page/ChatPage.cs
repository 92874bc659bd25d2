using System.Collections.Concurrent;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SamosaChaat.Tests.Page;

/// <summary>The page in a browser window, and what one does with it. It keeps what must not happen: errors in the console and dialogs.</summary>
internal sealed class ChatPage : IAsyncDisposable
{
    private readonly IBrowserContext context;

    private ChatPage(IBrowserContext context, IPage page)
    {
        (this.context, Page) = (context, page);
        page.Console += (_, message) =>
        {
            if (message.Type == "error") Faults.Enqueue($"{message.Text} {message.Location}");
        };
        page.PageError += (_, error) => Faults.Enqueue(error);
        page.Dialog += (_, dialog) =>
        {
            Faults.Enqueue($"A dialog: {dialog.Message}");
            _ = dialog.DismissAsync();
        };
    }

    public IPage Page { get; }

    public ConcurrentQueue<string> Faults { get; } = new();

    public ILocator Box => Page.Locator("#box");

    public ILocator Questions => Page.Locator(".question .bubble");

    /// <summary>The last answer's text.</summary>
    public ILocator Answer => Page.Locator(".answer .markdown").Last;

    public ILocator Note => Page.Locator(".answer .note").Last;

    public ILocator Failure => Page.Locator(".said .failure");

    /// <summary>Of the last answer. It is away while a turn runs.</summary>
    public ILocator AnswerAgain => Button("Answer again").Last;

    /// <summary>What stands below each question that the server does not have.</summary>
    public ILocator Unsent => Page.Locator(".turn .unsent");

    /// <summary>The badge that is there while the server is away.</summary>
    public ILocator Offline => Page.Locator("#offline");

    public ILocator TryAgain => Button("Try again");

    /// <summary>The box in which a question is edited.</summary>
    public ILocator Editor => Page.GetByRole(AriaRole.Textbox, new() { Name = "Your question" });

    public ILocator Answers => Page.Locator(".answer .markdown");

    /// <summary>All that is read out.</summary>
    public ILocator Announcer => Page.Locator("#announcer");

    public ILocator Rows => Page.Locator("#list li");

    public static async Task<ChatPage> OpenAsync(
        Browser browser, Uri address, int width = 1280, ColorScheme colours = ColorScheme.Light, ServiceWorkerPolicy workers = ServiceWorkerPolicy.Block,
        string? locale = null)
    {
        var context = await browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = width < 500 ? 844 : 800 },
            ColorScheme = colours,
            ReducedMotion = ReducedMotion.Reduce,
            ServiceWorkers = workers,
            Locale = locale,
            BaseURL = address.ToString(),
        });
        return new ChatPage(context, await context.NewPageAsync());
    }

    /// <summary>From the next load on, requests of this kind wait in the page until they are let go.</summary>
    public Task HoldAsync(string method, string path) => Page.AddInitScriptAsync($$"""
        const send = window.fetch;
        const wait = new Promise((resolve) => { window.letGo = resolve; });
        window.fetch = async (url, request) => {
          if (request?.method === '{{method}}' && String(url).includes('{{path}}')) await wait;
          return send(url, request);
        };
        """);

    public Task LetGoAsync() => Page.EvaluateAsync("letGo()");

    /// <summary>Comes as somebody who signed in before, in this browser.</summary>
    public Task LogInAsync(TestUser user) => LogInAsync(user.SignedIn);

    /// <summary>Comes with the tokens of another sign-in.</summary>
    public async Task LogInAsync(System.Text.Json.JsonElement signedIn)
    {
        // Something small of the same origin: the page itself is a hundred requests.
        await Page.GotoAsync("/icons/samosa.svg");
        await Page.EvaluateAsync(
            "text => { const { user, access_token, refresh_token } = JSON.parse(text); localStorage['samosachaat.session'] = "
            + "JSON.stringify({ user, access_token, refresh_token, expires_at: Date.now() + 600_000 }); }",
            signedIn.GetRawText());
        await Page.GotoAsync("/");
        await Expect(Box).ToBeVisibleAsync();
    }

    /// <summary>Logs in by the form.</summary>
    public async Task LogInAgainAsync(TestUser user)
    {
        await Page.GetByLabel("Email").FillAsync(user.Email);
        await Page.GetByLabel("Password").FillAsync(TestUser.Password);
        await Page.GetByLabel("Password").PressAsync("Enter");
        await Expect(Page.Locator("#shell")).ToBeVisibleAsync();
    }

    public async Task SendAsync(string message)
    {
        await Box.FillAsync(message);
        await Box.PressAsync("Enter");
    }

    /// <summary>On a narrow screen the list is behind a button, and over it once it is open.</summary>
    public async Task OpenListAsync()
    {
        var menu = Page.GetByRole(AriaRole.Button, new() { Name = "Open the list", Expanded = false });
        if (await menu.IsVisibleAsync()) await menu.ClickAsync();
        await Expect(Page.Locator("#new")).ToBeInViewportAsync();
    }

    /// <summary>An item of the menu of the row with this title.</summary>
    public async Task PressInRowAsync(string title, string item)
    {
        await OpenMenuAsync(title);
        await Page.GetByRole(AriaRole.Menuitem, new() { Name = item, Exact = true }).ClickAsync();
    }

    public async Task OpenMenuAsync(string title)
    {
        await OpenListAsync();
        var row = Rows.Filter(new() { HasText = title });
        await row.HoverAsync();
        await row.GetByRole(AriaRole.Button, new() { Name = $"Actions for {title}" }).ClickAsync();
    }

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    /// <summary>The turn whose question contains this text.</summary>
    public ILocator Turn(string question) => Page.Locator(".turn", new() { Has = Page.Locator(".bubble", new() { HasText = question }) });

    /// <summary>Opens a question in a box.</summary>
    public async Task EditAsync(string question)
    {
        var turn = Turn(question);
        await turn.Locator(".question").HoverAsync();
        await turn.GetByRole(AriaRole.Button, new() { Name = "Edit the question" }).ClickAsync();
        await Expect(Editor).ToHaveValueAsync(question);
    }

    /// <summary>Sends a changed question, once it is open in its box.</summary>
    public async Task SendEditedAsync(string text)
    {
        await Editor.FillAsync(text);
        await Editor.PressAsync("Enter");
    }

    /// <summary>Has a question above the last one answered once more.</summary>
    public async Task AnswerAgainAsync(string question)
    {
        var turn = Turn(question);
        await turn.Locator(".answer").HoverAsync();
        await turn.GetByRole(AriaRole.Button, new() { Name = "Answer again" }).ClickAsync();
    }

    /// <summary>Sends a message and waits for the end of its answer.</summary>
    public async Task AskAsync(Dictation model, string question, string answer)
    {
        await SendAsync(question);
        model.Say(answer.Split(' ').Select((word, i) => i == 0 ? word : $" {word}"));
        await Expect(Answer).ToHaveTextAsync(answer);
        await Expect(AnswerAgain).ToBeVisibleAsync();
    }

    /// <summary>The pager of a message: "Version 2 of 3".</summary>
    public ILocator Version(int number, int count) => Page.GetByRole(AriaRole.Group, new() { Name = $"Version {number} of {count}" });

    public Task AllowClipboardAsync() => context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);

    /// <summary>The id in the address.</summary>
    public Guid ConversationId => Guid.Parse(new Uri(Page.Url).Fragment["#chat=".Length..]);

    /// <summary>What the browser itself says of an answer that is no good one: no fault of the page where a test makes one.</summary>
    public IEnumerable<string> FaultsBut(string expected) => Faults.Where(fault => !fault.StartsWith($"Failed to load resource: {expected}", StringComparison.Ordinal));

    /// <summary>Another tab of the same browser.</summary>
    public async Task<ChatPage> NewTabAsync() => new(context, await context.NewPageAsync());

    public ValueTask DisposeAsync() => new(context.CloseAsync());
}
