using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SamosaChaat.Tests.Page;

/// <summary>What the page makes of models that fail, connections that break, and servers that are away.</summary>
public sealed class BadDaysTests(Browser browser)
{
    [Fact]
    public async Task A_failure_is_said_in_words_and_trying_again_sends_the_same_message()
    {
        await using var model = new Dictation();
        await using var server = new OwnServer("sqlite", model.Model.Upstream());
        using var user = await server.NewUserAsync();
        await using var page = await ChatPage.OpenAsync(browser, server.Address);
        await page.LogInAsync(user);
        var works = model.Model.Script;
        model.Model.Script = reply => reply.RefuseAsync(500);

        await page.SendAsync("Hello?");
        await Expect(page.Failure).ToContainTextAsync("The model's server 'the-upstream' refused the request with status 500: your secret prompt was refused");
        // It is still there after a reload, and so is the way out of it.
        await page.Page.ReloadAsync();
        await Expect(page.Failure).ToContainTextAsync("refused the request");
        model.Model.Script = works;
        model.Say(["Hello", " yourself."]);
        await page.Failure.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();

        await Expect(page.Answer).ToHaveTextAsync("Hello yourself.");
        await Expect(page.AnswerAgain).ToBeVisibleAsync();
        await Expect(page.Failure).ToHaveCountAsync(0);
        Assert.Equal(["Hello?", "Hello yourself."], (await user.MessagesAsync(page.ConversationId)).Select(message => message.Text("content")));
        Assert.Empty(page.FaultsBut("the server responded with a status of 502"));
    }

    [Fact]
    public async Task A_connection_that_breaks_in_mid_answer_is_taken_up_where_it_broke()
    {
        await using var model = new Dictation();
        await using var server = new OwnServer("sqlite", model.Model.Upstream());
        await using var cable = new CuttableProxy(server.Address);
        using var user = await server.NewUserAsync();
        await using var page = await ChatPage.OpenAsync(browser, cable.Address);
        await page.LogInAsync(user);
        await page.SendAsync("Count.");
        model.Say("One,");
        await Expect(page.Answer).ToHaveTextAsync("One,");

        cable.Cut();
        model.Say(" two,");
        await Expect(page.Note).ToHaveTextAsync("The connection is lost. Trying again…");
        cable.PlugIn();

        await Expect(page.Answer).ToHaveTextAsync("One, two,");
        await Expect(page.Note).ToBeHiddenAsync();
        model.Say([" three."]);
        await Expect(page.AnswerAgain).ToBeVisibleAsync();
        await Expect(page.Answer).ToHaveTextAsync("One, two, three.");
        Assert.Empty(page.FaultsBut("net::ERR_"));
    }

    [Fact]
    public async Task A_node_that_cannot_answer_for_the_moment_is_asked_again()
    {
        await using var model = new Dictation();
        await using var server = new OwnServer("sqlite", model.Model.Upstream());
        await using var cable = new CuttableProxy(server.Address);
        using var user = await server.NewUserAsync();
        await using var page = await ChatPage.OpenAsync(browser, cable.Address);
        await page.LogInAsync(user);
        // As long as the turn's node is gone and no other one has taken the turn over.
        var refused = new TaskCompletionSource();
        await page.Page.RouteAsync("**/stream", route =>
        {
            if (refused.Task.IsCompleted) return route.ContinueAsync();
            refused.SetResult();
            return route.FulfillAsync(new()
            {
                Status = 503,
                ContentType = "application/problem+json",
                Headers = [KeyValuePair.Create("retry-after", "1")],
                Body = "{\"type\":\"about:blank\",\"title\":\"Service Unavailable\",\"status\":503,\"detail\":\"Try again.\"}",
            });
        });
        await page.SendAsync("Count.");
        model.Say("One,");
        await Expect(page.Answer).ToHaveTextAsync("One,");

        cable.Cut();
        cable.PlugIn();
        await refused.Task.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
        model.Say([" two."]);

        await Expect(page.Answer).ToHaveTextAsync("One, two.");
        await Expect(page.AnswerAgain).ToBeVisibleAsync();
        Assert.Each(page.Faults, fault => Assert.Matches("net::ERR_|status of 503", fault));
    }

    [Fact]
    public async Task A_connection_that_falls_silent_is_opened_again()
    {
        await using var model = new Dictation();
        await using var server = new OwnServer("sqlite", model.Model.Upstream(("Streaming:KeepAlive", "00:00:00.400")));
        await using var cable = new CuttableProxy(server.Address);
        using var user = await server.NewUserAsync();
        await using var page = await ChatPage.OpenAsync(browser, cable.Address);
        await page.LogInAsync(user);
        await page.SendAsync("Count.");
        model.Say("One,");
        await Expect(page.Answer).ToHaveTextAsync("One,");

        cable.Stall();
        model.Say([" two."]);

        await Expect(page.AnswerAgain).ToBeVisibleAsync();
        await Expect(page.Answer).ToHaveTextAsync("One, two.");
        Assert.Empty(page.Faults);
    }

    [Fact]
    public async Task A_tab_that_returns_from_the_background_opens_a_silent_connection_again_at_once()
    {
        await using var model = new Dictation();
        await using var server = new OwnServer("sqlite", model.Model.Upstream());
        await using var cable = new CuttableProxy(server.Address);
        using var user = await server.NewUserAsync();
        await using var page = await ChatPage.OpenAsync(browser, cable.Address);
        // As in a tab that sleeps, no long timer fires, and the clock is later when it wakes up.
        await page.Page.AddInitScriptAsync("""
            const [now, wait] = [Date.now, window.setTimeout];
            window.slept = 0;
            Date.now = () => now() + window.slept;
            window.setTimeout = (action, time, ...rest) => (time < 500 ? wait(action, time, ...rest) : 0);
            """);
        await page.LogInAsync(user);
        await page.SendAsync("Count.");
        model.Say("One,");
        await Expect(page.Answer).ToHaveTextAsync("One,");

        cable.Stall();
        model.Say([" two."]);
        await page.Page.EvaluateAsync("window.slept = 60_000; document.dispatchEvent(new Event('visibilitychange'))");

        // The pause before the next connection ends as soon as somebody looks.
        await Expect(page.Note).ToHaveTextAsync("The connection is lost. Trying again…");
        await page.Page.EvaluateAsync("document.dispatchEvent(new Event('visibilitychange'))");
        await Expect(page.Answer).ToHaveTextAsync("One, two.");
    }

    [Fact]
    public async Task A_new_answer_that_fails_leaves_the_old_one()
    {
        await using var model = new Dictation();
        await using var server = new OwnServer("sqlite", model.Model.Upstream());
        using var user = await server.NewUserAsync();
        await using var page = await ChatPage.OpenAsync(browser, server.Address);
        await page.LogInAsync(user);
        await page.SendAsync("Hello?");
        model.Say(["The old one."]);
        await Expect(page.AnswerAgain).ToBeVisibleAsync();

        model.Model.Script = async reply =>
        {
            await reply.TokenAsync("The new");
            reply.Die();
        };
        await page.AnswerAgain.ClickAsync();

        await Expect(page.Failure).ToContainTextAsync("The model's server 'the-upstream' broke off its answer.");
        await Expect(page.Answer).ToHaveTextAsync("The old one.");
        Assert.Empty(page.FaultsBut("the server responded with a status of 502"));
    }

    [Fact]
    public async Task A_turn_of_another_device_is_shown_and_the_own_message_waits_in_the_box()
    {
        await using var model = new Dictation();
        await using var server = new OwnServer("sqlite", model.Model.Upstream());
        using var user = await server.NewUserAsync();
        var id = (await user.CreateConversationAsync("Shared", "dough-7b")).Id();
        await using var page = await ChatPage.OpenAsync(browser, server.Address);
        await page.LogInAsync(user);
        await page.Page.GotoAsync($"/#chat={id}");
        await Expect(page.Page.Locator("#title")).ToHaveTextAsync("Shared");

        await using var elsewhere = user.SendAsync(id, "From the telephone").GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await elsewhere.MoveNextAsync());
        await page.SendAsync("From the desk");

        await Expect(page.Questions).ToHaveTextAsync(["From the telephone"]);
        await Expect(page.Box).ToHaveValueAsync("From the desk");
        model.Say(["To the telephone"]);
        await Expect(page.Answer).ToHaveTextAsync("To the telephone");
        await Expect(page.AnswerAgain).ToBeVisibleAsync();
        Assert.Empty(page.FaultsBut("the server responded with a status of 409"));
    }

    [Fact]
    public async Task The_page_is_there_without_the_server_and_says_that_it_is_away()
    {
        await using var server = new OwnServer("sqlite");
        await using var cable = new CuttableProxy(server.Address);
        using var user = await server.NewUserAsync();
        await user.CreateConversationAsync("Kept by the server");
        await using var page = await ChatPage.OpenAsync(browser, cable.Address, workers: ServiceWorkerPolicy.Allow);
        await page.LogInAsync(user);
        await page.Page.EvaluateAsync("navigator.serviceWorker.ready.then(() => null)");

        cable.Cut();
        await page.Page.ReloadAsync();

        await Expect(page.Offline).ToBeVisibleAsync();
        await Expect(page.Rows).ToHaveTextAsync(["Kept by the server"]);
        // Nobody has opened it here.
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Kept by the server" }).ClickAsync();
        await Expect(page.Page.GetByText("This browser has no copy of this conversation.")).ToBeVisibleAsync();
        await page.Box.FillAsync("Hello");
        await Expect(page.Button("Send")).ToBeDisabledAsync();
        (await user.Http.PatchAsync($"/conversations/{page.ConversationId}", new { title = "Renamed meanwhile" })).Dispose();
        cable.PlugIn();
        await Expect(page.Rows).ToHaveTextAsync(["Renamed meanwhile"]);
        await Expect(page.Page.Locator("#title")).ToHaveTextAsync("Renamed meanwhile");
        await Expect(page.Button("Send")).ToBeEnabledAsync();
        await Expect(page.Offline).ToBeHiddenAsync();
        Assert.Empty(page.FaultsBut("net::ERR_"));
    }
}
