using System.Globalization;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Limits;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Audit;

/// <summary>
/// Writes failed sign-ins to the audit log, and bounds how many: whoever fails on purpose must not fill the disk. What is not written is
/// counted, and the next entry has the count. Any thread can call every member.
/// </summary>
internal sealed class FailedSignIns(IStore store, AuditTrail trail, TimeProvider clock)
{
    /// <summary>One address must not use up what is written of all others.</summary>
    public static readonly Rate OfSource = Rate.PerHour("audited-failures", 30);

    public static readonly Rate OfAll = Rate.PerHour("all-audited-failures", 300);

    private readonly RateTable written = new(clock);
    private long unwritten;

    /// <summary>Stores a failure, also if the client leaves. It takes the same time whether there is such an account or not.</summary>
    /// <param name="userId">The account. Null if there is none.</param>
    public async ValueTask AddAsync(HttpContext http, Guid? userId, string? detail = null)
    {
        var source = new RateKey(RequestClass.SignIn, Guid.Empty, ClientSource.Of(http));
        if (written.Take(source, OfSource) > TimeSpan.Zero || written.Take(source with { Source = null }, OfAll) > TimeSpan.Zero)
        {
            Interlocked.Increment(ref unwritten);
            return;
        }

        var before = Interlocked.Exchange(ref unwritten, 0);
        var more = before > 0 ? string.Create(CultureInfo.InvariantCulture, $"{before} failures before this one are not in the log") : null;
        var told = string.Join("; ", new[] { detail, more }.OfType<string>());
        try
        {
            var entry = trail.Of(http, AuditKinds.SignInFailed, userId, told.Length > 0 ? told : null);
            await store.WriteAsync(new AddEntry(entry), CancellationToken.None);
        }
        catch
        {
            Interlocked.Add(ref unwritten, before + 1);
            throw;
        }
    }
}
