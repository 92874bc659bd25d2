using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using SamosaChaat.Tests.Features.Messages.Versions;

namespace SamosaChaat.Tests.Features.Conversations.ExportConversation;

/// <summary>One conversation leaves as a file: everything of it for programs, or its path for people.</summary>
public abstract partial class ExportConversationTests(string engine)
{
    private const string Evil = "</div><script>alert(1)</script> & \"quotes\" <img src=x onerror=alert(1)>";

    [Fact]
    public async Task The_lines_have_every_version_with_how_it_ended()
    {
        await using var versions = await VersionedChat.StartAsync(engine);
        await versions.Chat.User.InstructAsync(versions.Chat.Id, "Be brief.");
        Assert.Equal(200, await versions.RegenerateAsync(await versions.IdAsync(3)).StatusAsync());
        Assert.Equal(200, await versions.ReplaceAsync(await versions.IdAsync(2), "another two").StatusAsync());

        using var file = await versions.Chat.User.Http.FetchAsync($"/conversations/{versions.Chat.Id}/export");

        Assert.Equal("application/x-ndjson", file.Content.Headers.ContentType?.MediaType);
        Assert.Equal(("attachment", "samosachaat-A-title.jsonl"), (file.Content.Headers.ContentDisposition?.DispositionType, file.Content.Headers.ContentDisposition?.FileNameStar));
        JsonElement[] lines = [.. (await file.Content.ReadAsStringAsync(versions.Chat.Ct)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];
        Assert.Equal(["export", "conversation", "turn", "turn", "version", "turn", "conversation_end", "end"], lines.Select(line => line.Text("type")));
        Assert.Equal((versions.Chat.Id, "Be brief.", 4), (lines[1].Id(), lines[1].Text("instructions"), lines[1].GetProperty("active").GetInt32()));
        Assert.Equal(["one", "two", "another two"], new[] { lines[2], lines[3], lines[5] }.Select(turn => turn.Text("content")));
        Assert.Equal(["A1", "A3", "A2", "A4"], lines[2..6].Select(line => line.GetProperty("answer").Text("content")));
        Assert.Each(lines[2..6], line => Assert.Equal("stop", line.GetProperty("outcome").Text("finish_reason")));
        Assert.Equal((1, 7), (lines[^1].GetProperty("conversations").GetInt32(), lines[^1].GetProperty("lines").GetInt32()));
    }

    [Fact]
    public async Task Markdown_has_the_path_only()
    {
        await using var versions = await VersionedChat.StartAsync(engine);
        Assert.Equal(200, await versions.ReplaceAsync(await versions.IdAsync(2), "another *two*").StatusAsync());

        var text = await TextAsync(versions.Chat.User, versions.Chat.Id, "markdown", "text/markdown");

        Assert.Equal(["# A title", "## You", "one", "## a-model", "A1", "## You", "another *two*", "## a-model", "A3"], text.Split('\n').Where(line => line.Length > 0 && !line.Contains("UTC", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_page_shows_every_text_as_text_and_allows_nothing_but_its_own_style()
    {
        await using var versions = await VersionedChat.StartAsync(engine);
        var user = versions.Chat.User;
        var conversation = (await user.CreateConversationAsync(Evil, Chat.ModelTag)).Id();
        await user.SendAndWaitAsync(conversation, $"{Evil}\nनमस्ते");

        var page = await TextAsync(user, conversation, "html", "text/html");

        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", page, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(3, Regex.Count(page, Regex.Escape("&lt;/div&gt;&lt;script&gt;")));
        Assert.Contains("नमस्ते", page, StringComparison.Ordinal);
        var style = StyleElement().Match(page).Groups[1].Value;
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)));
        Assert.Contains($"content=\"default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_name_of_the_file_is_harmless()
    {
        await using var versions = await VersionedChat.StartAsync(engine);
        var conversation = (await versions.Chat.User.CreateConversationAsync("../..\\CON: \"été\" नमस्ते; x=y", Chat.ModelTag)).Id();

        using var file = await versions.Chat.User.Http.RequestAsync(HttpMethod.Head, $"/conversations/{conversation}/export?format=html");

        Assert.Equal("samosachaat-CON-été-नमस्ते-x-y.html", file.Content.Headers.ContentDisposition?.FileNameStar);
        Assert.Equal("text/html", file.Content.Headers.ContentType?.MediaType);
        Assert.Contains("sandbox", Assert.Single(file.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_format_is_refused()
    {
        await using var versions = await VersionedChat.StartAsync(engine);

        using var answer = await versions.Chat.User.Http.FetchAsync($"/conversations/{versions.Chat.Id}/export?format=pdf");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.True((await answer.JsonAsync()).GetProperty("errors").TryGetProperty("format", out _));
    }

    private static async Task<string> TextAsync(TestUser user, Guid conversation, string format, string mediaType)
    {
        using var file = await user.Http.FetchAsync($"/conversations/{conversation}/export?format={format}");
        Assert.Equal(mediaType, file.Content.Headers.ContentType?.MediaType);
        return await file.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    [GeneratedRegex("<style>(.*?)</style>", RegexOptions.Singleline)]
    private static partial Regex StyleElement();
}

public sealed class ExportConversationOnSqlite() : ExportConversationTests("sqlite");

public sealed class ExportConversationOnLiteDb() : ExportConversationTests("litedb");

public sealed class ExportConversationOnPostgres() : ExportConversationTests("postgres");
