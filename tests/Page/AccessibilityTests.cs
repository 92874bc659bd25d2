using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SamosaChaat.Tests.Page;

/// <summary>axe-core looks at every state of the page, light and dark, wide and narrow.</summary>
public sealed class AccessibilityTests(Browser browser)
{
    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task It_finds_nothing_serious(int width)
    {
        await using var model = new Dictation();
        await using var server = new OwnServer("sqlite", model.Model.Upstream(("Retention:Trash", "00:00:00")));
        using var user = await server.NewUserAsync();
        await user.CreateConversationAsync("A title", "dough-7b");
        await using var page = await ChatPage.OpenAsync(browser, server.Address, width);
        await Axe.BringAsync(page);

        await page.Page.GotoAsync("/");
        await Expect(page.Page.Locator("#login")).ToBeVisibleAsync();
        await CheckAsync("login");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Register" }).ClickAsync();
        await CheckAsync("register");

        await page.Page.GotoAsync("about:blank");
        await page.LogInAsync(user);
        await Expect(page.Rows).ToHaveCountAsync(1);
        await CheckAsync("empty");
        await page.Page.GetByLabel("Temporary chat").CheckAsync();
        await Expect(page.Page.GetByText("deletes it for ever")).ToBeVisibleAsync();
        await CheckAsync("temporary");

        await page.SendAsync("Show me everything");
        model.Say(RichAnswer.Text);
        await Expect(page.Answer.Locator("table")).ToBeVisibleAsync();
        await CheckAsync("streaming");
        model.End();
        await Expect(page.AnswerAgain).ToBeVisibleAsync();
        await Expect(page.Button("Keep this chat")).ToBeVisibleAsync();
        await CheckAsync("done");

        model.Model.Script = reply => reply.RefuseAsync(500);
        await page.SendAsync("And now fail");
        await Expect(page.Failure).ToBeVisibleAsync();
        await CheckAsync("failed");

        await page.Page.Context.SetOfflineAsync(true);
        await page.SendAsync("Are you there?");
        await Expect(page.Unsent).ToBeVisibleAsync();
        await Expect(page.Offline).ToBeVisibleAsync();
        await CheckAsync("offline");
        await page.Unsent.GetByRole(AriaRole.Button, new() { Name = "Discard" }).ClickAsync();
        await page.Page.Context.SetOfflineAsync(false);
        await Expect(page.Offline).ToBeHiddenAsync();

        await page.OpenListAsync();
        await CheckAsync("list");
        await page.OpenMenuAsync("A title");
        await CheckAsync("menu");
        await page.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Pin" }).ClickAsync();
        await CheckAsync("pinned");
        await page.PressInRowAsync("A title", "Delete");
        await CheckAsync("dialog");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await page.PressInRowAsync("A title", "Archive");
        await Expect(page.Page.GetByRole(AriaRole.Button, new() { Name = "Undo" })).ToBeVisibleAsync();
        await CheckAsync("archived");
        await page.Page.Locator("#archived").ClickAsync();
        await Expect(page.Rows).ToHaveTextAsync(["A title"]);
        await CheckAsync("list of archived conversations");

        Task CheckAsync(string state) => Axe.CheckAsync(page, state);
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task It_finds_nothing_serious_on_the_pages_of_accounts(int width)
    {
        await using var server = new OwnServer("sqlite");
        using var admin = await server.NewAdminAsync();
        using var http = server.Anonymous();
        await using var page = await ChatPage.OpenAsync(browser, server.Address, width);
        await Axe.BringAsync(page);
        await page.LogInAsync(await http.LoginAsync(admin.Email));

        await page.Page.GotoAsync("/#account");
        await Expect(page.Page.GetByText("this device")).ToBeVisibleAsync();
        await Axe.CheckAsync(page, "account");
        await page.Page.GotoAsync("/#users");
        await Expect(page.Page.GetByText("you, since")).ToBeVisibleAsync();
        await Axe.CheckAsync(page, "all accounts");
    }
}
