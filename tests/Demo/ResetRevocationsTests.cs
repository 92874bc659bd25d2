using Microsoft.Extensions.DependencyInjection;
using SamosaChaat.Shared.Cluster;

namespace SamosaChaat.Tests.Demo;

/// <summary>
/// A reset deletes the seeded users and adds them again. Nodes of a cluster hear of revocations with a later heartbeat. By then somebody may
/// be signed in again.
/// </summary>
public sealed class ResetRevocationsTests
{
    [Fact]
    public async Task A_user_who_is_back_after_a_reset_is_not_revoked_by_it()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = new DemoServer("postgres");
        using var visitor = await server.NewUserAsync();
        var revocations = server.Services.GetRequiredService<Revocations>();
        List<Revoked> heard = [];
        var hasHeard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        // The visitor is deleted for good, in the same transaction.
        revocations.Revoked += revoked =>
        {
            heard.Add(revoked);
            if (revoked.Covers(Guid.Empty, visitor.Id)) hasHeard.TrySetResult();
        };

        await server.Data.ResetAsync(ct);
        await hasHeard.Task.WaitAsync(Patience.Limit, ct);

        Assert.Each(server.Data.Users, user => Assert.DoesNotContain(heard, revoked => revoked.Covers(Guid.Empty, user.User.Id)));
    }
}
