using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SamosaChaat.Shared.Transfer.Imports;

namespace SamosaChaat.Tests.Features.Conversations.ImportConversations;

/// <summary>An import costs what the settings allow.</summary>
public sealed class ImportLimitsTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_that_is_too_large_is_refused(bool chunked)
    {
        await using var server = new OwnServer("sqlite", ("Import:MaxBytes", "2000"));
        using var user = await server.NewUserAsync();

        using var content = new ByteArrayContent([.. await Imports.ExportAsync(user), .. new byte[3_000]]);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/import") { Content = content };
        request.Headers.TransferEncodingChunked = chunked;
        using var answer = await user.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task An_account_that_is_full_gets_nothing_more()
    {
        await using var server = new OwnServer("sqlite", ("Limits:Enabled", "true"), ("Limits:ConversationsPerUser", "2"));
        using var owner = await server.NewUserAsync();
        using var other = await server.NewUserAsync();
        await owner.CreateConversationAsync("First");
        await owner.CreateConversationAsync("Second");
        await other.CreateConversationAsync("Third");

        var (results, _) = await other.ImportAsync(await Imports.ExportAsync(owner));

        Assert.Equal(["imported", "invalid"], results.Select(result => result.Text("result")));
        Assert.Equal(2, (await other.GetAsync("/conversations")).GetArrayLength());
    }

    [Fact]
    public async Task One_import_too_many_has_to_wait()
    {
        await using var server = new OwnServer("sqlite", ("Import:AtOnce", "1"));
        using var user = await server.NewUserAsync();
        await user.CreateConversationAsync();
        var file = await Imports.ExportAsync(user);

        using (var slot = server.Services.GetRequiredService<ImportSlots>().TryTake())
        using (var refused = await user.PostFileAsync(file))
        {
            Assert.NotNull(slot);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.NotNull(refused.Headers.RetryAfter);
        }

        for (var i = 0; i < 3; i++) Assert.Equal("unchanged", Assert.Single((await user.ImportAsync(file)).Results).Text("result"));
    }

    [Fact]
    public async Task A_key_that_may_only_read_imports_nothing()
    {
        await using var server = new OwnServer("sqlite");
        using var user = await server.NewUserAsync();
        await user.CreateConversationAsync();
        var file = await Imports.ExportAsync(user);
        var key = (await user.CreateKeyAsync("read")).Text("key");
        using var reader = server.Anonymous();
        reader.DefaultRequestHeaders.Authorization = new("Bearer", key);

        using var exported = await reader.FetchAsync("/export");
        using var content = new ByteArrayContent(file);
        using var refused = await reader.PostAsync(new Uri("/import", UriKind.Relative), content, TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Forbidden), (exported.StatusCode, refused.StatusCode));
    }
}
