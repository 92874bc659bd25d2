using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Identity.Accounts;

/// <summary>The result of a command that changes or removes an account.</summary>
internal enum ChangeStatus
{
    Done,

    /// <summary>There is no such account. Nothing was written.</summary>
    NotFound,

    /// <summary>No administrator whose account can be used would be left. Nothing was written.</summary>
    LastAdmin,
}

/// <param name="User">The account as it is now. Null unless the status is <see cref="ChangeStatus.Done"/>.</param>
internal readonly record struct ChangedUser(ChangeStatus Status, User? User = null)
{
    /// <summary>The reason of <see cref="ChangeStatus.LastAdmin"/>.</summary>
    public const string LastAdmin =
        "This is the last administrator whose account can be used. Make another account an administrator first.";
}

/// <summary>
/// Changes the values that are not null. A disabled account loses its sessions, and an account that stops being an administrator's loses
/// the invites that it made.
/// </summary>
internal sealed class ChangeUser(Guid userId, string? role, bool? disabled, DateTime now) : TableCommand<(User?, bool), ChangedUser>
{
    // It counts the administrators. Two of them must not demote each other at the same time.
    internal override Guid Key => Guid.Empty;

    internal override bool UsesReserve => true;

    internal override ValueTask<(User?, bool)> LookAsync(ITableReader db) =>
        Reads.TogetherAsync(db.FindUser(userId), db.HasOtherAdmin(userId));

    internal override ChangedUser Decide((User?, bool) seen, ITableWriter writes)
    {
        if (seen is not ({ } before, var hasOther)) return new(ChangeStatus.NotFound);
        var after = before with
        {
            Role = role ?? before.Role,
            DisabledAt = disabled switch { null => before.DisabledAt, true => before.DisabledAt ?? now, false => null },
        };
        if (before.IsActiveAdmin && !after.IsActiveAdmin && !hasOther) return new(ChangeStatus.LastAdmin);
        if (after != before) writes.Change(after);
        if (after.DisabledAt is not null) writes.RemoveSessionsOf(userId);
        if (!after.IsActiveAdmin) writes.RemoveInvitesOf(userId);
        return new(ChangeStatus.Done, after);
    }
}

internal static class AuditedChange
{
    /// <summary>Adds an entry for each value that the command sets.</summary>
    /// <param name="audit">Returns an entry of a kind with a detail.</param>
    public static Command<ChangedUser> Audited(
        this ChangeUser command, string? role, bool? disabled, Func<string, string?, AuditEntry> audit)
    {
        Command<ChangedUser> audited = command;
        if (role is not null) audited = audited.Audited(audit(AuditKinds.RoleChanged, role), IsDone);
        if (disabled is not { } isDisabled) return audited;
        return audited.Audited(audit(isDisabled ? AuditKinds.AccountDisabled : AuditKinds.AccountEnabled, null), IsDone);
    }

    private static bool IsDone(ChangedUser changed) => changed.Status == ChangeStatus.Done;
}
