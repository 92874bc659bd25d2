using System.Net;

namespace SamosaChaat.Tests.Features.Auth.SetRetention;

public sealed class MostDaysTests
{
    [Fact]
    public async Task Nobody_chooses_more_days_than_the_server_keeps()
    {
        await using var server = new OwnServer("sqlite", ("Retention:Age", "30.00:00:00"), ("Retention:PinnedExempt", "false"));
        using var user = await server.NewUserAsync();

        using var tooMany = await user.Http.PutAsync("/auth/me/retention", new { days = 31 });
        using var all = await user.Http.PutAsync("/auth/me/retention", new { days = 30 });

        Assert.Equal(HttpStatusCode.BadRequest, tooMany.StatusCode);
        Assert.Equal("""{"days":30,"most_days":30,"spares_pinned":false,"trash_seconds":2592000,"temporary_seconds":86400}""", (await all.JsonAsync()).GetRawText());
    }
}
