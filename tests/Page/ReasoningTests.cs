using static Microsoft.Playwright.Assertions;

namespace SamosaChaat.Tests.Page;

public sealed class ReasoningTests(Browser browser)
{
    [Fact]
    public async Task Reasoning_is_folded_beside_the_answer_and_is_there_after_a_reload()
    {
        var answer = new TaskCompletionSource();
        await using var model = new OpenAiServer
        {
            Script = async reply =>
            {
                await reply.ThinkAsync();
                await answer.Task.WaitAsync(reply.Gone);
                await reply.TokenAsync("Hello.");
                await reply.EndAsync();
            },
        };
        await using var server = new OwnServer("sqlite", model.Upstream());
        using var user = await server.NewUserAsync();
        await using var page = await ChatPage.OpenAsync(browser, server.Address);
        await page.LogInAsync(user);
        var title = page.Page.Locator(".reasoning summary");
        var text = page.Page.Locator(".reasoning .thoughts");

        await page.SendAsync("Hello?");
        await Expect(title).ToHaveTextAsync("Thinking…");
        await Expect(text).ToBeHiddenAsync();
        answer.SetResult();

        await Expect(page.Answer).ToHaveTextAsync("Hello.");
        await Expect(title).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^Thought for [0-9]+ s$"));
        await title.ClickAsync();
        await Expect(text).ToHaveTextAsync("hm");
        await page.Page.ReloadAsync();
        await Expect(title).ToHaveTextAsync("Reasoning");
        await Expect(text).ToBeHiddenAsync();
        await Expect(page.Answer).ToHaveTextAsync("Hello.");
        Assert.Empty(page.Faults);
    }

    [Fact]
    public async Task An_answer_without_reasoning_shows_none()
    {
        await using var model = new OpenAiServer();
        await using var server = new OwnServer("sqlite", model.Upstream());
        using var user = await server.NewUserAsync();
        await using var page = await ChatPage.OpenAsync(browser, server.Address);
        await page.LogInAsync(user);

        await page.SendAsync("Hello?");

        await Expect(page.AnswerAgain).ToBeVisibleAsync();
        await Expect(page.Page.Locator(".reasoning")).ToBeHiddenAsync();
    }
}
