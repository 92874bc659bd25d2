using Microsoft.Playwright;
using SamosaChaat.Shared.Demo;
using SamosaChaat.Shared.Domain;
using static Microsoft.Playwright.Assertions;

namespace SamosaChaat.Tests.Page;

/// <summary>A conversation that is opened again says how each of its answers ended, and what can be done about it.</summary>
public sealed class EndingsTests(Browser browser)
{
    private static readonly SeedLine[] Endings =
    [
        new("Well"),
        new("Stopped", FinishReasons.Cancelled, 3),
        new("Too long", FinishReasons.Length, 3),
        new("Filtered", FinishReasons.ContentFilter, 3),
        new("Switched off", FinishReasons.Interrupted, 3),
        new("Broken off", FinishReasons.Error, 3),
        new("Never a word", FinishReasons.Error, 0),
        new("Stopped at once", FinishReasons.Cancelled, 0),
    ];

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task Each_ending_is_told_after_a_reload_with_one_way_on(int width)
    {
        await using var server = new OwnServer("sqlite");
        using var user = await server.NewUserAsync();
        var id = await SeededChat.AddAsync(server, user, Endings);
        await using var page = await ChatPage.OpenAsync(browser, server.Address, width);
        await page.LogInAsync(user);
        await page.Page.GotoAsync($"/#chat={id}");
        await Expect(page.Questions).ToHaveCountAsync(Endings.Length);

        foreach (var (question, note, failure) in new (string, string?, string?)[]
        {
            ("Well", null, null),
            ("Stopped", "Stopped.", null),
            ("Too long", "The answer ends here because it reached its limit.", null),
            ("Filtered", "The model’s server stopped this answer because of its content.", null),
            ("Switched off", "The server stopped in the middle of this answer.", null),
            ("Broken off", null, "The model's server 'demo' broke off its answer."),
            ("Never a word", null, "The model's server 'demo' broke off its answer."),
            ("Stopped at once", null, "Stopped before anything was written."),
        })
        {
            var turn = page.Page.Locator(".turn", new() { Has = page.Page.GetByText(question, new() { Exact = true }) });
            await Expect(turn.Locator(".note:visible")).ToHaveTextAsync(note is null ? [] : [note]);
            await Expect(turn.Locator(".failure p")).ToHaveTextAsync(failure is null ? [] : [failure]);
            await Expect(turn.GetByRole(AriaRole.Button, new() { Name = "Try again" })).ToHaveCountAsync(failure is null ? 0 : 1);
            await Expect(turn.GetByRole(AriaRole.Button, new() { Name = "Answer again" })).ToHaveCountAsync(failure is null ? 1 : 0);
        }

        Assert.Empty(page.Faults);
    }

    [Fact]
    public async Task A_question_in_the_middle_that_has_no_answer_gets_one_in_its_place()
    {
        await using var server = new OwnServer("sqlite");
        using var user = await server.NewUserAsync();
        var id = await SeededChat.AddAsync(server, user, new SeedLine("Never a word", FinishReasons.Error, 0), new SeedLine("Well"));
        await using var page = await ChatPage.OpenAsync(browser, server.Address);
        await page.LogInAsync(user);
        await page.Page.GotoAsync($"/#chat={id}");

        await page.TryAgain.ClickAsync();

        await Expect(page.Turn("Never a word").GetByRole(AriaRole.Button, new() { Name = "Answer again" })).ToBeVisibleAsync();
        await Expect(page.Failure).ToHaveCountAsync(0);
        await Expect(page.Questions).ToHaveTextAsync(["Never a word", "Well"]);
        Assert.Equal(["user", "assistant", "user", "assistant"], (await user.MessagesAsync(id)).Select(message => message.Text("role")));
        Assert.Empty(page.Faults);
    }

    [Theory]
    [InlineData("well")]
    [InlineData("stopped")]
    [InlineData("too long")]
    [InlineData("broken off")]
    [InlineData("never a word")]
    [InlineData("again")]
    public async Task A_new_answer_looks_like_a_stored_one(string ending)
    {
        await using var scene = await Scene.SetAsync(browser);
        var (page, model) = (scene.Page, scene.Model);
        await page.LogInAsync(scene.User);
        await page.AskAsync(model, "One", "First");
        var script = model.Model.Script;
        model.Model.Script = reply => ending switch
        {
            "too long" => LimitedAsync(reply),
            "broken off" => BrokenAsync(reply),
            "never a word" => reply.RefuseAsync(500),
            _ => script(reply),
        };

        await page.SendAsync("Two");
        if (ending is "well" or "again") model.Say(["Second"]);
        if (ending == "stopped")
        {
            model.Say("Second");
            await Expect(page.Answer).ToHaveTextAsync("Second");
            await page.Button("Stop").ClickAsync();
        }

        await Expect(page.Button("Stop")).ToHaveCountAsync(0);
        if (ending == "again")
        {
            await page.AnswerAgain.ClickAsync();
            model.Say(["Third"]);
            await Expect(page.Version(2, 2)).ToBeVisibleAsync();
        }

        await Expect(page.Page.Locator("[aria-busy]")).ToHaveCountAsync(0);
        var live = await ShownAsync(page);
        await page.Page.ReloadAsync();
        await Expect(page.Questions).ToHaveCountAsync(2);
        await Expect(page.Page.Locator(".turn:last-child :is(.failure, .actions .by)")).Not.ToHaveCountAsync(0);

        Assert.Equal(live, await ShownAsync(page));
        Assert.Empty(page.FaultsBut("the server responded with a status of 502"));
    }

    /// <summary>A turn that has ended is read like one that runs, and cannot be stopped.</summary>
    [Fact]
    public async Task Stop_is_there_only_while_a_turn_runs()
    {
        await using var server = new OwnServer("sqlite");
        using var user = await server.NewUserAsync();
        var id = await SeededChat.AddAsync(server, user, new SeedLine("Never a word", FinishReasons.Error, 0));
        await using var page = await ChatPage.OpenAsync(browser, server.Address);
        await page.LogInAsync(user);
        await page.HoldAsync("GET", "/stream");
        await page.Page.GotoAsync($"/?again#chat={id}");
        await Expect(page.Page.Locator(".writing")).ToBeVisibleAsync();
        await page.Box.FillAsync("Two");

        await Expect(page.Button("Stop")).ToHaveCountAsync(0);
        await Expect(page.Button("Send")).ToBeDisabledAsync();
        await page.LetGoAsync();
        await Expect(page.TryAgain).ToBeVisibleAsync();
        await Expect(page.Button("Send")).ToBeEnabledAsync();
        Assert.Empty(page.Faults);
    }

    /// <summary>All that somebody sees of the messages.</summary>
    private static Task<string> ShownAsync(ChatPage page) => page.Page.Locator("#messages").InnerTextAsync();

    private static async Task LimitedAsync(ModelReply reply)
    {
        await reply.TokenAsync("Second");
        await reply.EndAsync("length");
    }

    private static async Task BrokenAsync(ModelReply reply)
    {
        await reply.TokenAsync("Second");
        reply.Die();
    }
}
