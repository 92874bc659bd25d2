using System.Text.Json;

namespace SamosaChaat.Tests.Features.Conversations.ImportConversations;

/// <summary>Exports and imports as a client does.</summary>
internal static class Imports
{
    public static async Task<byte[]> ExportAsync(TestUser user)
    {
        using var file = await user.Http.FetchAsync("/export");
        file.EnsureSuccessStatusCode();
        return await file.BytesAsync();
    }

    public static async Task<HttpResponseMessage> PostFileAsync(this TestUser user, byte[] file)
    {
        using var content = new ByteArrayContent(file);
        return await user.Http.PostAsync(new Uri("/import", UriKind.Relative), content, TestContext.Current.CancellationToken);
    }

    /// <summary>Returns the result of each conversation, and the numbers of all.</summary>
    public static async Task<(JsonElement[] Results, JsonElement Summary)> ImportAsync(this TestUser user, byte[] file)
    {
        using var answer = await user.PostFileAsync(file);
        answer.EnsureSuccessStatusCode();
        var lines = (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        JsonElement[] all = [.. lines.Select(line => JsonElement.Parse(line))];
        return (all[..^1], all[^1].GetProperty("summary"));
    }
}
