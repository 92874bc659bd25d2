using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SamosaChaat.Tests.Page;

/// <summary>What one does with a conversation of the list: pin it, archive it, take that back, delete it. By mouse, by finger and by keyboard.</summary>
public sealed class PinsTests(Browser browser)
{
    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task A_pinned_conversation_is_on_top_in_a_section_of_its_own(int width)
    {
        await using var server = new OwnServer("sqlite");
        using var user = await server.NewUserAsync();
        await CreateAsync(user, "Dough", "Filling", "Frying");
        await using var page = await ChatPage.OpenAsync(browser, server.Address, width);
        await page.LogInAsync(user);
        await Expect(page.Rows).ToHaveTextAsync(["Frying", "Filling", "Dough"]);

        await page.PressInRowAsync("Dough", "Pin");
        await Expect(Headings(page)).ToHaveTextAsync(["Pinned", "Today"]);
        await Expect(page.Rows).ToHaveTextAsync(["Dough", "Frying", "Filling"]);
        await Expect(page.Page.Locator("#list section").First.Locator("li")).ToHaveTextAsync(["Dough"]);

        await page.Page.ReloadAsync();
        await Expect(page.Rows).ToHaveTextAsync(["Dough", "Frying", "Filling"]);
        await page.PressInRowAsync("Dough", "Unpin");
        await Expect(Headings(page)).ToHaveTextAsync(["Today"]);
        await Expect(page.Rows).ToHaveTextAsync(["Frying", "Filling", "Dough"]);
        Assert.Empty(page.Faults);
    }

    [Fact]
    public async Task A_pinned_conversation_is_there_however_old_it_is()
    {
        await using var server = new OwnServer("sqlite");
        using var user = await server.NewUserAsync();
        var old = await user.CreateConversationAsync("The oldest");
        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => user.CreateConversationAsync($"Dough {i}")));
        using var pinned = await user.Http.PatchAsync($"/conversations/{old.Id()}", new { pinned = true });
        await using var page = await ChatPage.OpenAsync(browser, server.Address);

        await page.LogInAsync(user);

        await Expect(page.Rows).ToHaveCountAsync(51);
        await Expect(page.Rows.First).ToHaveTextAsync("The oldest");
        Assert.Empty(page.Faults);
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task An_archived_conversation_leaves_the_list_until_that_is_taken_back(int width)
    {
        await using var server = new OwnServer("sqlite");
        using var user = await server.NewUserAsync();
        await CreateAsync(user, "Dough", "Filling");
        await using var page = await ChatPage.OpenAsync(browser, server.Address, width);
        await page.LogInAsync(user);
        await Expect(page.Rows).ToHaveTextAsync(["Filling", "Dough"]);

        await page.PressInRowAsync("Dough", "Archive");
        await Expect(page.Rows).ToHaveTextAsync(["Filling"]);
        await Expect(page.Page.Locator("#notice")).ToHaveTextAsync("Archived. Undo");
        await Expect(page.Page.GetByRole(AriaRole.Dialog)).Not.ToBeVisibleAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(page.Rows).ToHaveTextAsync(["Filling", "Dough"]);
        await Expect(page.Page.Locator("#notice")).ToBeHiddenAsync();
        Assert.Equal(2, (await user.GetAsync("/conversations")).GetArrayLength());

        await page.PressInRowAsync("Dough", "Archive");
        await Expect(page.Rows).ToHaveTextAsync(["Filling"]);
        await page.Page.ReloadAsync();
        await Expect(page.Rows).ToHaveTextAsync(["Filling"]);
        await page.OpenListAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Archived" }).ClickAsync();
        await Expect(page.Rows).ToHaveTextAsync(["Dough"]);
        await Expect(page.Page.GetByRole(AriaRole.Heading, new() { Name = "Archived" })).ToBeVisibleAsync();

        await page.PressInRowAsync("Dough", "Unarchive");
        await Expect(page.Page.GetByText("Nothing is archived.")).ToBeVisibleAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Back to the conversations" }).ClickAsync();
        await Expect(page.Rows).ToHaveTextAsync(["Filling", "Dough"]);
        Assert.Equal(2, (await user.GetAsync("/conversations")).GetArrayLength());
        Assert.Empty(page.Faults);
    }

    [Fact]
    public async Task An_archived_conversation_can_be_opened_and_stays_archived()
    {
        await using var model = new Dictation();
        await using var server = new OwnServer("sqlite", model.Model.Upstream());
        using var user = await server.NewUserAsync();
        var id = (await user.CreateConversationAsync("Dough", "dough-7b")).Id();
        using var archived = await user.Http.PatchAsync($"/conversations/{id}", new { archived = true });
        await using var page = await ChatPage.OpenAsync(browser, server.Address);
        await page.LogInAsync(user);

        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Archived" }).ClickAsync();
        await page.Rows.GetByRole(AriaRole.Link).ClickAsync();
        await Expect(page.Page.Locator("#title")).ToHaveTextAsync("Dough");
        await page.SendAsync("Still there?");
        model.Say("Yes.");
        model.End();
        await Expect(page.AnswerAgain).ToBeVisibleAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Back to the conversations" }).ClickAsync();

        await Expect(page.Page.GetByText("Your conversations appear here.")).ToBeVisibleAsync();
        await Expect(page.Rows).ToHaveCountAsync(0);
        Assert.Empty(page.Faults);
    }

    [Fact]
    public async Task A_deletion_is_taken_back_at_once_or_from_the_trash_or_becomes_final()
    {
        await using var server = new OwnServer("sqlite");
        using var user = await server.NewUserAsync();
        await CreateAsync(user, "Dough", "Filling");
        await using var page = await ChatPage.OpenAsync(browser, server.Address);
        await page.LogInAsync(user);

        await DeleteAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(page.Rows).ToHaveTextAsync(["Filling", "Dough"]);
        Assert.Equal(2, (await user.GetAsync("/conversations")).GetArrayLength());

        await DeleteAsync();
        await page.Page.GotoAsync("/#account");
        var trash = page.Page.GetByRole(AriaRole.List, new() { Name = "Trash", Exact = true }).GetByRole(AriaRole.Listitem);
        await Expect(trash).ToContainTextAsync(["Dough"]);
        await trash.GetByRole(AriaRole.Button, new() { Name = "Restore" }).ClickAsync();
        await Expect(page.Page.GetByText("The trash is empty.")).ToBeVisibleAsync();
        await Expect(page.Rows).ToHaveTextAsync(["Filling", "Dough"]);

        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Back to the chat" }).ClickAsync();
        await DeleteAsync();
        await page.Page.GotoAsync("/#account");
        await trash.GetByRole(AriaRole.Button, new() { Name = "Delete for ever" }).ClickAsync();
        await page.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Expect(page.Page.GetByText("The trash is empty.")).ToBeVisibleAsync();
        await page.Page.GetByLabel("Days without a change").FillAsync("90");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Save the days" }).ClickAsync();
        await Expect(page.Page.GetByText("Saved.")).ToBeVisibleAsync();

        Assert.Equal(90, (await user.GetAsync("/auth/me/retention")).GetProperty("days").GetInt32());
        Assert.Equal("[]", (await user.GetAsync("/trash")).GetRawText());
        Assert.Equal(1, (await user.GetAsync("/conversations")).GetArrayLength());
        Assert.Empty(page.Faults);

        async Task DeleteAsync()
        {
            await page.PressInRowAsync("Dough", "Delete");
            await Expect(page.Rows).ToHaveTextAsync(["Filling"]);
            await Expect(page.Page.Locator("#notice")).ToHaveTextAsync("Deleted. Undo");
            await Expect(page.Page.GetByRole(AriaRole.Dialog)).Not.ToBeVisibleAsync();
        }
    }

    [Fact]
    public async Task A_deletion_that_nothing_takes_back_is_asked_for_first()
    {
        await using var server = new OwnServer("sqlite", ("Retention:Trash", "00:00:00"));
        using var user = await server.NewUserAsync();
        await CreateAsync(user, "Dough", "Filling");
        await using var page = await ChatPage.OpenAsync(browser, server.Address);
        await page.LogInAsync(user);
        var dialog = page.Page.GetByRole(AriaRole.Dialog);

        await page.PressInRowAsync("Dough", "Delete");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Expect(dialog).Not.ToBeVisibleAsync();
        await page.PressInRowAsync("Dough", "Delete");
        await Expect(dialog).ToContainTextAsync("“Dough” and all its messages.");
        Assert.Equal(2, (await user.GetAsync("/conversations")).GetArrayLength());
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();

        await Expect(page.Rows).ToHaveTextAsync(["Filling"]);
        await Expect(page.Page.Locator("#notice")).ToHaveTextAsync("Deleted.");
        Assert.Equal(1, (await user.GetAsync("/conversations")).GetArrayLength());
        Assert.Empty(page.Faults);
    }

    /// <summary>Whether there is a trash is asked when somebody deletes for the first time.</summary>
    [Fact]
    public async Task Nothing_is_deleted_while_it_is_not_known_whether_that_can_be_taken_back()
    {
        await using var server = new OwnServer("sqlite");
        using var user = await server.NewUserAsync();
        await CreateAsync(user, "Dough");
        await using var page = await ChatPage.OpenAsync(browser, server.Address);
        await page.LogInAsync(user);
        await page.Page.RouteAsync("**/auth/me/retention", route => route.FulfillAsync(new() { Status = 500 }));

        await page.PressInRowAsync("Dough", "Delete");
        await Expect(page.Page.Locator("#notice")).ToHaveTextAsync("The server failed.");
        Assert.Equal(1, (await user.GetAsync("/conversations")).GetArrayLength());

        await page.Page.UnrouteAsync("**/auth/me/retention");
        await page.PressInRowAsync("Dough", "Delete");
        await Expect(page.Page.Locator("#notice")).ToHaveTextAsync("Deleted. Undo");
        await Expect(page.Rows).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_keyboard_reaches_every_item_of_the_menu()
    {
        await using var server = new OwnServer("sqlite");
        using var user = await server.NewUserAsync();
        await CreateAsync(user, "Dough");
        await using var page = await ChatPage.OpenAsync(browser, server.Address);
        await page.LogInAsync(user);
        var (keys, button) = (page.Page.Keyboard, page.Page.GetByRole(AriaRole.Button, new() { Name = "Actions for Dough" }));

        await page.Rows.GetByRole(AriaRole.Link).FocusAsync();
        await keys.PressAsync("Tab");
        await Expect(button).ToBeFocusedAsync();
        await keys.PressAsync("Enter");
        await Expect(Item(page, "Rename")).ToBeFocusedAsync();
        await Expect(button).ToHaveAttributeAsync("aria-expanded", "true");
        await keys.PressAsync("ArrowUp");
        await Expect(Item(page, "Delete")).ToBeFocusedAsync();
        await keys.PressAsync("ArrowDown");
        await keys.PressAsync("ArrowDown");
        await Expect(Item(page, "Pin")).ToBeFocusedAsync();
        await keys.PressAsync("Escape");
        await Expect(button).ToBeFocusedAsync();
        await Expect(button).ToHaveAttributeAsync("aria-expanded", "false");

        await keys.PressAsync("Enter");
        await keys.PressAsync("ArrowDown");
        await keys.PressAsync("Enter");
        await Expect(Headings(page)).ToHaveTextAsync(["Pinned"]);
        await Expect(page.Rows.GetByRole(AriaRole.Link)).ToBeFocusedAsync();
        Assert.Empty(page.Faults);
    }

    /// <summary>The menu is loaded when somebody opens it for the first time.</summary>
    [Fact]
    public async Task A_menu_that_cannot_be_loaded_says_so_and_opens_when_it_can()
    {
        await using var server = new OwnServer("sqlite");
        using var user = await server.NewUserAsync();
        await CreateAsync(user, "Dough");
        await using var page = await ChatPage.OpenAsync(browser, server.Address);
        await page.LogInAsync(user);
        await page.Page.RouteAsync("**/js/row-actions.js", route => route.AbortAsync());

        await page.OpenMenuAsync("Dough");
        await Expect(page.Page.Locator("#notice")).ToHaveTextAsync("The server cannot be reached.");

        await page.Page.UnrouteAsync("**/js/row-actions.js");
        await page.OpenMenuAsync("Dough");
        await Expect(Item(page, "Rename")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Who_signs_in_next_sees_none_of_the_archive()
    {
        await using var server = new OwnServer("sqlite");
        using var user = await server.NewUserAsync();
        using var other = await server.NewUserAsync();
        var id = (await user.CreateConversationAsync("Secret")).Id();
        using var archived = await user.Http.PatchAsync($"/conversations/{id}", new { archived = true });
        await other.CreateConversationAsync("Mine");
        await using var page = await ChatPage.OpenAsync(browser, server.Address);
        await page.LogInAsync(user);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Archived" }).ClickAsync();
        await Expect(page.Rows).ToHaveTextAsync(["Secret"]);

        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Log out" }).ClickAsync();
        await page.Page.GetByLabel("Email").FillAsync(other.Email);
        await page.Page.GetByLabel("Password").FillAsync(TestUser.Password);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Log in" }).ClickAsync();

        await Expect(page.Rows).ToHaveTextAsync(["Mine"]);
        Assert.Empty(page.Faults);
    }

    private static ILocator Headings(ChatPage page) => page.Page.Locator("#list h2");

    private static ILocator Item(ChatPage page, string name) => page.Page.GetByRole(AriaRole.Menuitem, new() { Name = name, Exact = true });

    private static async Task CreateAsync(TestUser user, params string[] titles)
    {
        foreach (var title in titles) await user.CreateConversationAsync(title);
    }
}
