using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SamosaChaat.Tests.Page;

/// <summary>What somebody can read and write while the server is away, and what becomes of it.</summary>
public sealed class OfflineTests(Browser browser)
{
    private const string Expire = "localStorage['samosachaat.session'] = JSON.stringify({ ...JSON.parse(localStorage['samosachaat.session']), expires_at: 0 })";

    /// <summary>The number of objects in each store of the page's database.</summary>
    private const string Kept = """
        () => new Promise((resolve, reject) => {
          const request = indexedDB.open('samosachaat');
          request.onerror = () => reject(request.error);
          request.onsuccess = async () => {
            const counts = {};
            for (const name of request.result.objectStoreNames) {
              const count = request.result.transaction(name).objectStore(name).count();
              counts[name] = await new Promise((counted) => { count.onsuccess = () => counted(count.result); });
            }
            request.result.close();
            resolve(JSON.stringify(counts));
          };
        })
        """;

    [Fact]
    public async Task Messages_that_are_written_offline_survive_a_reload_and_are_sent_once_and_in_order()
    {
        await using var model = new Dictation();
        await using var server = new OwnServer("sqlite", model.Model.Upstream());
        await using var cable = new CuttableProxy(server.Address);
        using var user = await server.NewUserAsync();
        using var other = await server.NewUserAsync();
        await using var page = await ChatPage.OpenAsync(browser, cable.Address, workers: ServiceWorkerPolicy.Allow);
        await page.LogInAsync(user);
        await page.Page.EvaluateAsync("navigator.serviceWorker.ready.then(() => null)");
        await page.AskAsync(model, "First", "Kept here.");
        var talk = page.ConversationId;
        model.Model.Script = AnswerYesAsync;

        cable.Cut();
        await page.SendAsync("Second");
        await Expect(page.Unsent).ToHaveTextAsync(["Waiting to be sent.EditDiscard"]);
        await Expect(page.Offline).ToBeVisibleAsync();
        await page.SendAsync("Third");
        await page.SendAsync("Never");
        await Expect(page.Unsent).ToHaveCountAsync(3);
        await page.Turn("Never").GetByRole(AriaRole.Button, new() { Name = "Discard" }).ClickAsync();
        await page.Turn("Third").GetByRole(AriaRole.Button, new() { Name = "Edit" }).ClickAsync();
        await page.SendEditedAsync("Third, changed");
        await page.Page.Locator("#new").ClickAsync();
        await page.SendAsync("A new one");
        await Expect(page.Rows).ToHaveTextAsync(["A new one", "First"]);
        var begun = page.ConversationId;

        // The token expires meanwhile, and nothing but the browser's storage is left.
        await page.Page.EvaluateAsync(Expire);
        await page.Page.ReloadAsync();
        await Expect(page.Questions).ToHaveTextAsync(["A new one"]);
        await Expect(page.Rows).ToHaveTextAsync(["A new one", "First"]);
        await page.Page.GotoAsync($"/#chat={talk}");
        await Expect(page.Questions).ToHaveTextAsync(["First", "Second", "Third, changed"]);
        await Expect(page.Answers).ToHaveTextAsync(["Kept here."]);
        await Expect(page.Unsent).ToHaveCountAsync(2);
        // What cannot work cannot be pressed.
        await Expect(page.Page.Locator("#model")).ToBeDisabledAsync();
        foreach (var action in new[] { "Edit the question", "Answer again", "Actions for First" }) await Expect(page.Button(action)).ToHaveCountAsync(0);
        await using var tab = await page.NewTabAsync();
        await tab.Page.GotoAsync($"/#chat={talk}");
        await Expect(tab.Unsent).ToHaveCountAsync(2);

        cable.PlugIn();

        foreach (var each in new[] { page, tab })
        {
            await Expect(each.Answers).ToHaveTextAsync(["Kept here.", "Yes.", "Yes."]);
            await Expect(each.Unsent).ToHaveCountAsync(0);
            await Expect(each.Offline).ToBeHiddenAsync();
            await Expect(each.Rows).ToHaveTextAsync(["A new one", "First"]);
            Assert.Empty(each.FaultsBut("net::ERR_"));
        }

        await page.Page.GotoAsync($"/#chat={begun}");
        await Expect(page.Answers).ToHaveTextAsync(["Yes."]);
        var (old, fresh) = (await user.MessagesAsync(talk), await user.MessagesAsync(begun));
        Assert.Equal(["First", "Kept here.", "Second", "Yes.", "Third, changed", "Yes."], old.Select(message => message.Text("content")));
        Assert.Equal(["A new one", "Yes."], fresh.Select(message => message.Text("content")));
        Assert.True(old[4].GetProperty("created_at").GetDateTime() < fresh[0].GetProperty("created_at").GetDateTime());
        Assert.Equal(4, model.Model.Requests.Count);

        // Nothing is left for the next one, who had no part in it.
        await page.Button("Log out").ClickAsync();
        await Expect(page.Page.GetByLabel("Email")).ToBeFocusedAsync();
        Assert.Equal("""{"conversations":0,"lists":0,"unsent":0}""", await page.Page.EvaluateAsync<string>(Kept));
        await page.Page.EvaluateAsync("([id]) => { location.hash = `chat=${id}`; }", new[] { talk.ToString() });
        await page.LogInAgainAsync(other);
        await Expect(page.Page.Locator("#none")).ToBeVisibleAsync();
        await Expect(page.Rows).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_message_whose_receipt_is_lost_is_there_once_and_one_that_is_refused_keeps_its_text()
    {
        await using var scene = await Scene.SetAsync(browser);
        var (page, user) = (scene.Page, scene.User);
        scene.Model.Model.Script = AnswerYesAsync;
        await page.LogInAsync(user);
        // The server has each request; nobody hears of it the first time.
        var seen = new HashSet<string>();
        await page.Page.RouteAsync("**/conversations**", async route =>
        {
            if (route.Request.Method != "POST" || !seen.Add(new Uri(route.Request.Url).AbsolutePath)) await route.ContinueAsync();
            else
            {
                await (await route.FetchAsync()).DisposeAsync();
                await route.AbortAsync();
            }
        });

        await page.SendAsync("Hello");
        await Expect(page.Answers).ToHaveTextAsync(["Yes."]);
        await Expect(page.Unsent).ToHaveCountAsync(0);
        Assert.Equal(2, seen.Count);
        Assert.Equal(["Hello", "Yes."], (await user.MessagesAsync(page.ConversationId)).Select(message => message.Text("content")));
        Assert.Single((await user.GetAsync("/conversations")).EnumerateArray());
        Assert.Single(scene.Model.Model.Requests);

        await page.Page.UnrouteAllAsync();
        var isStrict = true;
        await page.Page.RouteAsync("**/messages", route => route.Request.Method == "POST" && isStrict
            ? route.FulfillAsync(new()
            {
                Status = 400,
                ContentType = "application/problem+json",
                Body = """{"title":"Bad Request","status":400,"errors":{"message.content":["Nobody may say that."]}}""",
            })
            : route.ContinueAsync());
        await page.SendAsync("Rude");
        await Expect(page.Unsent).ToContainTextAsync(["Nobody may say that."]);
        await page.Page.ReloadAsync();
        await Expect(page.Unsent).ToContainTextAsync(["Nobody may say that."]);
        isStrict = false;
        await page.SendAsync("Polite");
        await Expect(page.Answers).ToHaveTextAsync(["Yes.", "Yes."]);
        await page.Turn("Rude").GetByRole(AriaRole.Button, new() { Name = "Edit" }).ClickAsync();
        await page.SendEditedAsync("Kind");
        await Expect(page.Answers).ToHaveTextAsync(["Yes.", "Yes.", "Yes."]);
        await Expect(page.Unsent).ToHaveCountAsync(0);
        Assert.Equal(["Hello", "Polite", "Kind"], (await user.MessagesAsync(page.ConversationId)).Where(message => message.Text("role") == "user").Select(message => message.Text("content")));

        // Its conversation goes while it waits: the text begins a new one, if its author says so.
        var gone = page.ConversationId;
        await page.Page.Context.SetOfflineAsync(true);
        await page.SendAsync("Too late");
        await Expect(page.Unsent).ToHaveCountAsync(1);
        (await user.Http.RemoveAsync($"/conversations/{gone}")).Dispose();
        await page.Page.Context.SetOfflineAsync(false);
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Too late" }).ClickAsync();
        await Expect(page.Unsent).ToContainTextAsync(["The conversation of this message no longer exists."]);
        await page.TryAgain.ClickAsync();
        await Expect(page.Answers).ToHaveTextAsync(["Yes."]);
        Assert.Equal("Too late", Assert.Single((await user.GetAsync("/conversations")).EnumerateArray()).Text("title"));
        Assert.Each(page.Faults, fault => Assert.Matches("net::ERR_|status of 40[04]", fault));
    }

    private static async Task AnswerYesAsync(ModelReply reply)
    {
        await reply.TokenAsync("Yes.");
        await reply.EndAsync();
    }
}
