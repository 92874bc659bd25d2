using System.Net;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SamosaChaat.Tests.Page;

/// <summary>The model that is chosen for a conversation is the one that answers in it.</summary>
public sealed class ModelChoiceTests(Browser browser)
{
    [Fact]
    public async Task A_conversation_keeps_its_model_and_another_can_be_chosen()
    {
        await using var scene = await Scene.SetAsync(browser);
        var id = await LogInAsync(scene, "dough-7b");
        await OpenAsync(scene);
        await Expect(Choice(scene)).ToHaveValueAsync("dough-7b");

        await Choice(scene).SelectOptionAsync("tamarind-small");
        await scene.Page.SendAsync("Who are you?");

        await IsAnsweredByAsync(scene, "tamarind-small");
        Assert.Equal("tamarind-small", (await scene.User.GetAsync($"/conversations/{id}")).Text("model_tag"));
        Assert.Empty(scene.Page.Faults);
    }

    [Fact]
    public async Task It_can_be_chosen_once_it_is_known_for_which_conversation()
    {
        await using var scene = await Scene.SetAsync(browser);
        await scene.Page.HoldAsync("GET", "/messages?");
        await LogInAsync(scene, "dough-7b");
        await Expect(Choice(scene)).ToBeEnabledAsync();

        await OpenAsync(scene);
        await Expect(Choice(scene)).ToBeDisabledAsync();

        await scene.Page.LetGoAsync();
        await Choice(scene).SelectOptionAsync("tamarind-small");
        await scene.Page.SendAsync("Who are you?");

        await IsAnsweredByAsync(scene, "tamarind-small");
        Assert.Empty(scene.Page.Faults);
    }

    [Fact]
    public async Task A_message_does_not_overtake_the_choice()
    {
        await using var scene = await Scene.SetAsync(browser);
        await scene.Page.HoldAsync("PATCH", "/conversations/");
        await LogInAsync(scene, "dough-7b");
        await OpenAsync(scene);
        await Expect(Title(scene)).ToHaveTextAsync("Models");

        await Choice(scene).SelectOptionAsync("tamarind-small");
        await scene.Page.SendAsync("Who are you?");
        await Expect(scene.Page.Questions).ToHaveTextAsync("Who are you?");
        await scene.Page.LetGoAsync();

        await IsAnsweredByAsync(scene, "tamarind-small");
        Assert.Empty(scene.Page.Faults);
    }

    [Fact]
    public async Task A_choice_that_the_server_refuses_is_taken_back()
    {
        await using var scene = await Scene.SetAsync(browser);
        var id = await LogInAsync(scene, "dough-7b");
        await OpenAsync(scene);
        await Expect(Title(scene)).ToHaveTextAsync("Models");
        using var gone = await scene.User.Http.DeleteAsync(new Uri($"/conversations/{id}", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);

        await Choice(scene).SelectOptionAsync("tamarind-small");

        await Expect(scene.Page.Page.Locator("#notice")).ToBeVisibleAsync();
        await Expect(Choice(scene)).ToHaveValueAsync("dough-7b");
    }

    [Fact]
    public async Task One_that_is_not_served_any_more_is_still_shown_as_the_conversations()
    {
        await using var scene = await Scene.SetAsync(browser);
        await scene.Page.HoldAsync("GET", "/models");
        await LogInAsync(scene, "stale-1b");
        await OpenAsync(scene);
        await Expect(Choice(scene)).ToHaveValueAsync("stale-1b");

        await scene.Page.LetGoAsync();

        await Expect(Choice(scene).Locator("option")).ToHaveTextAsync(["stale-1b (unavailable)", "dough-7b", "tamarind-small"]);
        await Expect(Choice(scene)).ToHaveValueAsync("stale-1b");
        Assert.Empty(scene.Page.Faults);
    }

    [Fact]
    public async Task None_is_called_away_before_the_server_has_said_what_it_serves()
    {
        await using var scene = await Scene.SetAsync(browser);
        await scene.Page.HoldAsync("GET", "/models");
        await LogInAsync(scene, "dough-7b");
        await OpenAsync(scene);
        await Expect(Choice(scene).Locator("option")).ToHaveTextAsync(["dough-7b"]);

        await scene.Page.LetGoAsync();

        await Expect(Choice(scene).Locator("option")).ToHaveTextAsync(["dough-7b", "tamarind-small"]);
        Assert.Empty(scene.Page.Faults);
    }

    private static ILocator Choice(Scene scene) => scene.Page.Page.Locator("#model");

    private static ILocator Title(Scene scene) => scene.Page.Page.Locator("#title");

    private static async Task<Guid> LogInAsync(Scene scene, string modelTag)
    {
        var conversation = await scene.User.CreateConversationAsync("Models", modelTag);
        await scene.Page.LogInAsync(scene.User);
        return conversation.Id();
    }

    private static Task OpenAsync(Scene scene) => scene.Page.Rows.Locator("a").ClickAsync();

    private static async Task IsAnsweredByAsync(Scene scene, string modelTag)
    {
        scene.Model.Say(["Tamarind."]);
        await Expect(scene.Page.Page.Locator(".answer .by")).ToHaveTextAsync(modelTag);
    }
}
