using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Cluster;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Identity.Accounts;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Identity;

/// <summary>
/// Makes an invite for the first account, an administrator's, at each start without an account. Who reads what the server prints is its
/// operator. So no stranger can be the first.
/// </summary>
internal sealed class FirstInvite(IStore store, IOptions<AuthOptions> options, SharedClock clock) : IHostedService
{
    /// <summary>The time in which the link works. A restart makes another one.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);

    /// <summary>The token. Null if there is an account, or if registration needs no invite.</summary>
    public InviteToken? Token { get; private set; }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Registration != AuthOptions.First || await store.ReadAsync(new HasUsers(), cancellationToken)) return;
        var (token, now) = (InviteToken.New(), clock.Now());
        var audit = new AuditEntry(
            clock.NewId(), now, AuditKinds.InviteCreated, ActorId: null, UserId: null, AuditEntry.Server, UserRoles.Admin);
        await store.WriteAsync(
            new AddInvite(new(token.Id, UserRoles.Admin, CreatedBy: null, now, now + Lifetime)).Audited(audit), cancellationToken);
        Token = token;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
