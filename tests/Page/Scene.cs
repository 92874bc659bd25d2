using Microsoft.Playwright;

namespace SamosaChaat.Tests.Page;

/// <summary>Somebody at the page of a server of their own, whose model says what the test tells it to. Nobody is signed in yet.</summary>
internal sealed class Scene : IAsyncDisposable
{
    private readonly OwnServer server;

    private Scene(Dictation model, OwnServer server, TestUser user, ChatPage page) => (Model, this.server, User, Page) = (model, server, user, page);

    public Dictation Model { get; }

    public TestUser User { get; }

    public ChatPage Page { get; }

    public static async Task<Scene> SetAsync(
        Browser browser, string? name = null, int width = 1280, ColorScheme colours = ColorScheme.Light, string? locale = null,
        params (string Key, string Value)[] settings)
    {
        var model = new Dictation();
        var server = new OwnServer("sqlite", model.Model.Upstream(settings));
        return new(model, server, await TestUser.RegisterAsync(server.Anonymous(), name), await ChatPage.OpenAsync(browser, server.Address, width, colours, locale: locale));
    }

    public async ValueTask DisposeAsync()
    {
        await Page.DisposeAsync();
        User.Dispose();
        await server.DisposeAsync();
        await Model.DisposeAsync();
    }
}
