using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;

namespace SamosaChaat.Shared.Copy.Tables;

internal sealed class UserRows() : TableById<User>("users", UserMapping.Columns, UserMapping.Read, UserMapping.Read, static row => row.Id)
{
    public override void Write(ITableWriter writes, User row) => writes.Add(row);
}

internal sealed class InviteRows()
    : TableById<Invite>("invites", InviteMapping.Columns, InviteMapping.Read, InviteMapping.Read, static row => row.Id)
{
    public override void Write(ITableWriter writes, Invite row) => writes.Add(row);
}

internal sealed class SessionRows()
    : TableById<Session>("sessions", SessionMapping.Columns, SessionMapping.Read, SessionMapping.Read, static row => row.Id)
{
    public override void Write(ITableWriter writes, Session row) => writes.Add(row);

    protected override object ValueOf(Session row) => (
        row with { RefreshHash = NoBytes, FamilyHash = null }, TextOf(row.RefreshHash), TextOf(row.FamilyHash));
}

internal sealed class ApiKeyRows()
    : TableById<ApiKey>("api_keys", ApiKeyMapping.Columns, ApiKeyMapping.Read, ApiKeyMapping.Read, static row => row.Id)
{
    public override void Write(ITableWriter writes, ApiKey row) => writes.Add(row);

    protected override object ValueOf(ApiKey row) => (row with { Hash = NoBytes }, TextOf(row.Hash));
}

internal sealed class IdentityRows()
    : TableById<ExternalIdentity>("identities", IdentityMapping.Columns, IdentityMapping.Read, IdentityMapping.Read, static row => row.Id)
{
    public override void Write(ITableWriter writes, ExternalIdentity row) => writes.Add(row);
}

internal sealed class UsageRows()
    : TableById<Usage>("usage", UsageMapping.Columns, UsageMapping.Read, UsageMapping.Read, static row => row.UserId)
{
    public override void Write(ITableWriter writes, Usage row) => writes.Add(row);
}
