using System.Net;

namespace SamosaChaat.Tests.Storage.Postgres;

/// <summary>What clients see while the server of the store is away.</summary>
public sealed class UnavailableTests
{
    [Fact]
    public async Task Requests_are_answered_503_until_the_server_is_back()
    {
        using var postgres = OwnPostgres.Start();
        await using var server = new OwnServer("postgres", ("Storage:ConnectionString", postgres.ConnectionString));
        using var user = await server.NewUserAsync();
        using var anybody = server.Anonymous();
        postgres.Stop();

        using var read = await user.Http.FetchAsync("/conversations");
        using var write = await user.Http.PostAsync("/conversations", new { title = "Later", model_tag = "demo" });
        using var health = await anybody.FetchAsync("/health");
        foreach (var answer in new[] { read, write })
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
            Assert.Equal("1", Assert.Single(answer.Headers.GetValues("Retry-After")));
            Assert.Contains("store does not answer", (await answer.JsonAsync()).GetProperty("detail").GetString(), StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        Assert.False((await health.JsonAsync()).GetProperty("ready").GetBoolean());

        postgres.StartAgain();
        await user.CreateConversationAsync();
        using var healthy = await anybody.FetchAsync("/health");
        Assert.Equal(HttpStatusCode.OK, healthy.StatusCode);
        Assert.DoesNotContain(server.Log.Entries, entry => entry.Event.Id == 1001);
    }
}
