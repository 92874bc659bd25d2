using System.Net;

namespace SamosaChaat.Tests.Security;

/// <summary>API6:2023. Accounts and turns are what a script could take many of: registrations need an invite or a rate, and turns have a quota.</summary>
public abstract class Api06UnrestrictedAccessToSensitiveBusinessFlowsTests(string engine)
{
    [Fact]
    public async Task By_default_nobody_registers_without_an_invite()
    {
        await using var server = new OwnServer(engine, ("Auth:Registration", "first"));
        using var nobody = server.Anonymous();

        Assert.Equal(HttpStatusCode.Forbidden, await RegisterAsync(nobody));
    }

    [Fact]
    public async Task Registrations_of_an_address_have_a_rate_whatever_else_is_allowed()
    {
        await using var server = new OwnServer(engine, ("Limits:RegistrationsPerHour", "2"));
        using var nobody = server.Anonymous();

        HttpStatusCode[] statuses = [await RegisterAsync(nobody), await RegisterAsync(nobody), await RegisterAsync(nobody)];

        Assert.Equal([HttpStatusCode.Created, HttpStatusCode.Created, HttpStatusCode.TooManyRequests], statuses);
    }

    [Fact]
    public async Task Turns_have_a_quota_that_new_conversations_do_not_renew()
    {
        await using var server = new OwnServer(engine, ("Limits:TurnsPerDay", "1"));
        using var user = await server.NewUserAsync();
        await user.SendAndWaitAsync((await user.CreateConversationAsync()).Id(), "Hello?");
        var another = (await user.CreateConversationAsync()).Id();

        using var refused = await user.Http.PostAsync($"/conversations/{another}/messages", new { message = new { content = "Hello?" }, stream = false });

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
    }

    private static async Task<HttpStatusCode> RegisterAsync(HttpClient http)
    {
        using var answer = await http.PostAsync("/auth/register", new { email = $"{Guid.NewGuid():N}@example.com", password = TestUser.Password });
        return answer.StatusCode;
    }
}

public sealed class Api06OnSqlite() : Api06UnrestrictedAccessToSensitiveBusinessFlowsTests("sqlite");

public sealed class Api06OnLiteDb() : Api06UnrestrictedAccessToSensitiveBusinessFlowsTests("litedb");

public sealed class Api06OnPostgres() : Api06UnrestrictedAccessToSensitiveBusinessFlowsTests("postgres");
