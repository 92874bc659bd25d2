using System.Security.Cryptography;
using SamosaChaat.Tests.Features.Conversations.ImportConversations;

namespace SamosaChaat.Tests.Erasure;

/// <summary>Somebody who has left a text wherever users can write one.</summary>
internal static class MarkedUser
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyz";

    /// <summary>A question that the model begins to answer, and never ends.</summary>
    private const string Endless = "endless";

    /// <summary>Returns a text that nobody else has. It is one word for the search.</summary>
    public static string NewMarker() => RandomNumberGenerator.GetString(Letters, 24);

    /// <summary>A model that thinks and answers with the text if it is asked with it.</summary>
    public static OpenAiServer Model(string marker)
    {
        var model = new OpenAiServer();
        model.Script = async reply =>
        {
            var asked = model.Requests.Last().Messages[^1].Content;
            var text = asked.Contains(marker, StringComparison.Ordinal) ? marker : "hello";
            await reply.ThinkAsync(text);
            await reply.TokenAsync($"{text} ");
            if (asked.StartsWith(Endless, StringComparison.Ordinal)) await reply.HangAsync();
            await reply.TokenAsync(Long(text));
            await reply.EndAsync();
        };
        return model;
    }

    /// <summary>Registers the user, and leaves a turn running.</summary>
    public static async Task<TestUser> WriteAsync(Chat chat, string marker, Func<Task> meanwhile)
    {
        var email = $"{marker}@example.com";
        var http = chat.Server.Anonymous();
        http.DefaultRequestHeaders.UserAgent.ParseAdd(marker);
        using var registered = await http.PostAsync("/auth/register", new { email, name = marker, password = TestUser.Password });
        registered.EnsureSuccessStatusCode();
        var user = await TestUser.SignInAsync(http, email, TestUser.Password);
        using var renamed = await http.PatchAsync("/auth/me", new { name = $"{marker} again" });
        using var key = await http.PostAsync("/auth/keys", new { name = marker, scope = "read" });
        key.EnsureSuccessStatusCode();
        for (var i = 0; i < 3; i++)
        {
            await WriteConversationAsync(user, marker, i);
            await meanwhile();
        }

        var export = await Imports.ExportAsync(user);
        var conversations = await user.GetAsync("/conversations");
        using var removed = await http.RemoveAsync($"/conversations/{conversations[0].Id()}?permanently=true");
        removed.EnsureSuccessStatusCode();
        var (_, summary) = await user.ImportAsync(export);
        Assert.Equal(1, summary.GetProperty("imported").GetInt32());
        using var trashed = await http.RemoveAsync($"/conversations/{conversations[1].Id()}");
        trashed.EnsureSuccessStatusCode();
        Assert.NotEqual(0, (await user.GetAsync($"/search?q={marker}")).GetArrayLength());

        // A token is sent when its checkpoint is stored.
        var running = (await user.CreateConversationAsync(marker, Chat.ModelTag)).Id();
        await using var events = user.SendAsync(running, $"{Endless} {marker}").GetAsyncEnumerator();
        while (events.Current?.Token is null) Assert.True(await events.MoveNextAsync());
        return user;
    }

    private static async Task WriteConversationAsync(TestUser user, string marker, int number)
    {
        var id = (await user.CreateConversationAsync(marker, Chat.ModelTag)).Id();
        await user.InstructAsync(id, $"{marker} {Long(marker)[..1_500]}");
        await user.SendAndWaitAsync(id, marker);
        await user.SendAndWaitAsync(id, Long(marker));
        var messages = await user.MessagesAsync(id);
        using var fork = await user.Http.PostAsync($"/conversations/{id}/fork", new { message = messages[^1].Id() });
        fork.EnsureSuccessStatusCode();
        using var edited = await user.Http.PostAsync(
            $"/conversations/{id}/messages", new { message = new { content = $"Or {marker}?" }, replaces = messages[0].Id(), stream = false });
        edited.EnsureSuccessStatusCode();
        using var again = await user.Http.PostAsync($"/conversations/{id}/regenerate", new { stream = false });
        again.EnsureSuccessStatusCode();
        using var changed = await user.Http.PatchAsync(
            $"/conversations/{id}", new { title = $"{marker} {number}", pinned = number == 1, archived = number == 2 });
        changed.EnsureSuccessStatusCode();
    }

    /// <summary>Some pages with the text again and again. No engine makes it shorter, because the rest is noise.</summary>
    private static string Long(string marker) =>
        string.Join(' ', Enumerable.Range(0, 30).Select(_ => $"{marker} {RandomNumberGenerator.GetString(Letters, 700)}"));
}
