using System.Text.Json;

namespace SamosaChaat.Tests.Features.Auth.GetCurrentUser;

public abstract class GetCurrentUserTests(Server server)
{
    [Theory]
    [InlineData("/auth/me")]
    [InlineData("/api/auth/me")]
    public async Task One_sees_oneself_and_nothing_secret(string path)
    {
        using var user = await server.NewUserAsync();
        using var other = await server.NewUserAsync();

        var me = await user.GetAsync(path);

        Assert.Equal(user.Id, me.Id());
        Assert.Equal(user.Email, me.Text("email"));
        Assert.Equal(JsonValueKind.Null, me.GetProperty("name").ValueKind);
        Assert.Equal(["id", "email", "name", "created_at"], me.EnumerateObject().Select(property => property.Name));
        Assert.Equal(other.Id, (await other.GetAsync(path)).Id());
    }
}

public sealed class GetCurrentUserOnSqlite(SqliteServer server) : GetCurrentUserTests(server);

public sealed class GetCurrentUserOnLiteDb(LiteDbServer server) : GetCurrentUserTests(server);

public sealed class GetCurrentUserOnPostgres(PostgresServer server) : GetCurrentUserTests(server);
