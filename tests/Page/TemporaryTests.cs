using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SamosaChaat.Tests.Page;

/// <summary>A temporary chat is in no list, says when it goes, and leaves nothing in the browser.</summary>
public sealed class TemporaryTests(Browser browser)
{
    private const string Question = "How do I fold a secret samosa?";

    private const string Rule = "It is in no list, no search and no export. The server deletes it for ever 2 hours after its last message.";

    /// <summary>All that this origin has in the browser, as one text.</summary>
    private const string Everything = """
        async () => {
          const texts = [JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.title];
          const db = await new Promise((resolve) => { indexedDB.open('samosachaat').onsuccess = ({ target }) => resolve(target.result); });
          for (const name of db.objectStoreNames) {
            const all = db.transaction(name).objectStore(name).getAll();
            texts.push(await new Promise((resolve) => { all.onsuccess = () => resolve(JSON.stringify(all.result)); }));
          }
          db.close();
          return texts.join('\n');
        }
        """;

    [Theory]
    [InlineData(1280)]
    [InlineData(360)]
    public async Task It_is_begun_by_the_keyboard_and_says_what_it_is_before_and_after_a_reload(int width)
    {
        await using var scene = await SetAsync(width);
        var page = scene.Page;
        await page.LogInAsync(scene.User);
        await Expect(page.Page.Locator("#rule")).ToBeHiddenAsync();

        await Toggle(page).FocusAsync();
        await page.Page.Keyboard.PressAsync("Space");
        await Expect(Title(page)).ToHaveTextAsync("Temporary chat");
        await Expect(page.Page.GetByRole(AriaRole.Status).GetByText(Rule)).ToBeVisibleAsync();
        await Expect(Toggle(page)).ToHaveAccessibleDescriptionAsync(Rule);
        await Expect(page.Button("Keep this chat")).ToHaveCountAsync(0);
        await page.AskAsync(scene.Model, Question, "In secret.");
        await page.Page.Locator("#model").SelectOptionAsync("tamarind-small");

        await Expect(page.Button("Keep this chat")).ToBeVisibleAsync();
        await page.Page.ReloadAsync();
        await Expect(page.Answers).ToHaveTextAsync(["In secret."]);
        await Expect(Title(page)).ToHaveTextAsync("Temporary chat");
        await Expect(page.Page.GetByText(Rule)).ToBeVisibleAsync();
        await Expect(page.Rows).ToHaveCountAsync(0);
        Assert.DoesNotContain(Question, await page.Page.EvaluateAsync<string>(Everything), StringComparison.Ordinal);
        Assert.Equal("tamarind-small", (await ReadAsync(scene)).Text("model_tag"));

        await page.OpenListAsync();
        await page.Page.Locator("#new").ClickAsync();
        await Expect(Title(page)).ToHaveTextAsync("New chat");
        await Expect(Toggle(page)).Not.ToBeCheckedAsync();
        await Expect(page.Page.Locator("#rule")).ToBeHiddenAsync();
        await page.AskAsync(scene.Model, "And in public?", "In public.");
        await page.OpenListAsync();
        await Expect(page.Rows).ToHaveTextAsync(["And in public?"]);
        Assert.Empty(page.Faults);
    }

    [Fact]
    public async Task It_can_be_kept()
    {
        await using var scene = await SetAsync();
        var page = scene.Page;
        await BeginAsync(scene);

        await page.Button("Keep this chat").ClickAsync();

        await Expect(page.Rows).ToHaveTextAsync([Question]);
        await Expect(Title(page)).ToHaveTextAsync(Question);
        await Expect(page.Page.Locator("#rule")).ToBeHiddenAsync();
        Assert.False((await ReadAsync(scene)).GetProperty("temporary").GetBoolean());
        await page.Page.ReloadAsync();
        await Expect(page.Rows).ToHaveTextAsync([Question]);
        await Expect(Title(page)).ToHaveTextAsync(Question);
        Assert.Empty(page.Faults);
    }

    [Fact]
    public async Task It_can_be_deleted_at_once_after_a_question_for_nothing_brings_it_back()
    {
        await using var scene = await SetAsync();
        var page = scene.Page;
        await BeginAsync(scene);
        var id = page.ConversationId;

        await page.Button("Delete").ClickAsync();
        await page.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();

        await Expect(page.Page.Locator("#empty")).ToBeVisibleAsync();
        await Expect(page.Page.Locator("#notice")).ToHaveTextAsync("Deleted.");
        using var gone = await scene.User.Http.FetchAsync($"/conversations/{id}");
        Assert.Equal(System.Net.HttpStatusCode.NotFound, gone.StatusCode);
        Assert.Equal("[]", (await scene.User.GetAsync("/trash")).GetRawText());
        Assert.Empty(page.Faults);
    }

    [Fact]
    public async Task One_that_is_begun_offline_is_temporary_once_it_is_sent_and_so_is_what_replaces_one_that_is_gone()
    {
        await using var scene = await SetAsync();
        var page = scene.Page;
        scene.Model.Model.Script = async reply =>
        {
            await reply.TokenAsync("Yes.");
            await reply.EndAsync();
        };
        await page.LogInAsync(scene.User);
        await Toggle(page).CheckAsync();
        await page.Page.Context.SetOfflineAsync(true);
        await page.SendAsync(Question);
        await Expect(page.Unsent).ToHaveCountAsync(1);
        await page.Page.Context.SetOfflineAsync(false);
        await Expect(page.AnswerAgain).ToBeVisibleAsync();
        Assert.True((await ReadAsync(scene)).GetProperty("temporary").GetBoolean());
        await Expect(page.Rows).ToHaveCountAsync(0);

        (await scene.User.Http.RemoveAsync($"/conversations/{page.ConversationId}")).Dispose();
        await page.SendAsync("Are you still there?");
        await page.OpenListAsync();
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Are you still there?" }).ClickAsync();
        await Expect(page.Unsent).ToContainTextAsync(["The conversation of this message no longer exists."]);
        await page.TryAgain.ClickAsync();

        await Expect(page.AnswerAgain).ToBeVisibleAsync();
        await Expect(Title(page)).ToHaveTextAsync("Temporary chat");
        await Expect(page.Rows).ToHaveCountAsync(0);
        Assert.True((await ReadAsync(scene)).GetProperty("temporary").GetBoolean());
    }

    private Task<Scene> SetAsync(int width = 1280) => Scene.SetAsync(browser, width: width, settings: ("Retention:Temporary", "02:00:00"));

    private static async Task BeginAsync(Scene scene)
    {
        await scene.Page.LogInAsync(scene.User);
        await Toggle(scene.Page).CheckAsync();
        await scene.Page.AskAsync(scene.Model, Question, "In secret.");
    }

    /// <summary>What the server has of the open conversation.</summary>
    private static Task<System.Text.Json.JsonElement> ReadAsync(Scene scene) =>
        scene.User.GetAsync($"/conversations/{scene.Page.ConversationId}?include=temporary");

    private static ILocator Toggle(ChatPage page) => page.Page.GetByRole(AriaRole.Checkbox, new() { Name = "Temporary chat" });

    private static ILocator Title(ChatPage page) => page.Page.Locator("#title");
}
