namespace SamosaChaat.Shared.Domain;

/// <summary>The right to create one account.</summary>
/// <param name="Id">A part of the hash of its token. The token itself is never stored.</param>
/// <param name="Role">The role of the account. See <see cref="UserRoles"/>.</param>
/// <param name="CreatedBy">
/// The administrator who made it. Null if the server made it for the first account: it is void as soon as there is an account.
/// </param>
internal sealed record Invite(Guid Id, string Role, Guid? CreatedBy, DateTime CreatedAt, DateTime ExpiresAt);
