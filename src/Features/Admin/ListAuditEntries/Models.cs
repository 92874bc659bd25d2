using System.ComponentModel;
using FastEndpoints;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Features.Admin.ListAuditEntries;

internal sealed class Request
{
    /// <summary>The maximum number of entries to return, 1 to 200.</summary>
    [QueryParam, DefaultValue(50)]
    public int Limit { get; init; } = 50;

    /// <summary>The cursor from the Link header of the previous page.</summary>
    [QueryParam]
    public string? Cursor { get; init; }

    /// <summary>The id of a user: entries of what this user did, and of what was done to the account. Default: of all users.</summary>
    [QueryParam]
    public string? User { get; init; }

    /// <summary>The kind of the entries. Default: all kinds.</summary>
    [QueryParam]
    public string? Kind { get; init; }

    internal bool Fits(AuditEntry entry) =>
        (Kind is null || entry.Kind == Kind)
        && (!Guid.TryParse(User, out var user) || entry.ActorId == user || entry.UserId == user);
}

/// <summary>An entry of the audit log. It has ids, and no names, emails, titles or texts.</summary>
/// <param name="Number">The place in the chain, from 1.</param>
/// <param name="Kind">What was done, such as `signed_in` or `role_changed`.</param>
/// <param name="ActorId">The user who did it. Null for a stranger, the operator, or the server itself.</param>
/// <param name="UserId">The user whom it is about. Null if it is about no account. The account may be gone.</param>
/// <param name="Source">The address that it came from, `operator` for the command line, or `server`.</param>
/// <param name="Detail">What changed. Null if the kind says all.</param>
/// <param name="Hash">The SHA-256 hash of the entry and of the hash before it, in hexadecimal digits.</param>
internal sealed record Response(
    long Number, DateTime At, string Kind, Guid? ActorId, Guid? UserId, string Source, string? Detail, string Hash) : IExample
{
    public static object Example => new Response(
        17, Sample.Time, AuditKinds.RoleChanged, Sample.User, Sample.User, "192.0.2.7", "admin", new string('0', 64));

    public static Response From(SealedEntry found)
    {
        var entry = found.Entry;
        return new(found.Number, entry.At, entry.Kind, entry.ActorId, entry.UserId, entry.Source, entry.Detail, found.HashText);
    }
}
