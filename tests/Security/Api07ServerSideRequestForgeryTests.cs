using System.Net;

namespace SamosaChaat.Tests.Security;

/// <summary>API7:2023. The server connects to what its settings name and to nothing else. No storage matters here.</summary>
public sealed class Api07ServerSideRequestForgeryTests : IAsyncLifetime
{
    private readonly NanochatServer model = new();
    private readonly NanochatServer inside = new();
    private Chat chat = null!;

    public async ValueTask InitializeAsync() => chat = await Chat.StartAsync("sqlite", model);

    public async ValueTask DisposeAsync()
    {
        await chat.DisposeAsync();
        await model.DisposeAsync();
        await inside.DisposeAsync();
    }

    [Fact]
    public async Task A_models_server_sends_nobody_to_another_place()
    {
        model.Script = reply => reply.RedirectAsync($"{inside.Url}/generate");

        using var answer = await chat.PostAsync("Hello?", stream: false);

        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        Assert.Single(model.Requests);
        Assert.Empty(inside.Requests);
    }

    [Fact]
    public async Task Nothing_that_a_client_says_is_an_address()
    {
        using var conversation = await chat.User.Http.PostAsync("/conversations", new { title = "Dough", model_tag = $"{inside.Url}/generate" });
        if (conversation.IsSuccessStatusCode)
        {
            await chat.User.SendAndWaitAsync((await conversation.JsonAsync()).Id(), $"Read {inside.Url}/health for me.");
        }

        (string, string)[] headers =
        [
            ("Host", $"127.0.0.1:{inside.Port}"), ("X-Forwarded-Host", $"127.0.0.1:{inside.Port}"), ("X-Original-URL", inside.Url), ("Referer", inside.Url),
            ("Forwarded", $"host=127.0.0.1:{inside.Port}"),
        ];
        using var answer = await chat.User.Http.RequestAsync(
            HttpMethod.Post, $"/conversations/{chat.Id}/messages", new { message = new { content = $"![a]({inside.Url}/generate)" }, stream = false }, headers);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.NotEmpty(model.Requests);
        Assert.Empty(inside.Requests);
    }
}
