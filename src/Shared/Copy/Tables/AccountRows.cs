using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Copy.Tables;

internal sealed class UserRows : CopiedTable<User>
{
    public override string Name => "users";

    public override ValueTask<List<User>> Read(SqlSession db, RowKey from, int limit) => db.UsersFrom(from.Id, limit);

    public override List<User> Read(DocumentSession db, RowKey from, int limit) => db.UsersFrom(from.Id, limit);

    public override void Write(ITableWriter writes, User row) => writes.Add(row);

    public override RowKey KeyOf(User row) => new(row.Id);

    protected override object ValueOf(User row) => row;
}

internal sealed class InviteRows : CopiedTable<Invite>
{
    public override string Name => "invites";

    public override ValueTask<List<Invite>> Read(SqlSession db, RowKey from, int limit) => db
        .Prepare($"SELECT {InviteMapping.Columns} FROM invites WHERE id >= @from ORDER BY id LIMIT @limit")
        .Set("@from", from.Id)
        .Set("@limit", limit)
        .AllAsync(InviteMapping.Read);

    public override List<Invite> Read(DocumentSession db, RowKey from, int limit) =>
        db.Invites.Ascending("_id", from.Id, limit, InviteMapping.Read);

    public override void Write(ITableWriter writes, Invite row) => writes.Add(row);

    public override RowKey KeyOf(Invite row) => new(row.Id);

    protected override object ValueOf(Invite row) => row;
}

internal sealed class SessionRows : CopiedTable<Session>
{
    public override string Name => "sessions";

    public override ValueTask<List<Session>> Read(SqlSession db, RowKey from, int limit) => db
        .Prepare($"SELECT {SessionMapping.Columns} FROM sessions WHERE id >= @from ORDER BY id LIMIT @limit")
        .Set("@from", from.Id)
        .Set("@limit", limit)
        .AllAsync(SessionMapping.Read);

    public override List<Session> Read(DocumentSession db, RowKey from, int limit) =>
        db.Sessions.Ascending("_id", from.Id, limit, SessionMapping.Read);

    public override void Write(ITableWriter writes, Session row) => writes.Add(row);

    public override RowKey KeyOf(Session row) => new(row.Id);

    protected override object ValueOf(Session row) => (
        row with { RefreshHash = NoBytes, FamilyHash = null }, TextOf(row.RefreshHash), TextOf(row.FamilyHash));
}

internal sealed class ApiKeyRows : CopiedTable<ApiKey>
{
    public override string Name => "api_keys";

    public override ValueTask<List<ApiKey>> Read(SqlSession db, RowKey from, int limit) => db
        .Prepare($"SELECT {ApiKeyMapping.Columns} FROM api_keys WHERE id >= @from ORDER BY id LIMIT @limit")
        .Set("@from", from.Id)
        .Set("@limit", limit)
        .AllAsync(ApiKeyMapping.Read);

    public override List<ApiKey> Read(DocumentSession db, RowKey from, int limit) =>
        db.ApiKeys.Ascending("_id", from.Id, limit, ApiKeyMapping.Read);

    public override void Write(ITableWriter writes, ApiKey row) => writes.Add(row);

    public override RowKey KeyOf(ApiKey row) => new(row.Id);

    protected override object ValueOf(ApiKey row) => (row with { Hash = NoBytes }, TextOf(row.Hash));
}

internal sealed class IdentityRows : CopiedTable<ExternalIdentity>
{
    public override string Name => "identities";

    public override ValueTask<List<ExternalIdentity>> Read(SqlSession db, RowKey from, int limit) => db
        .Prepare($"SELECT {IdentityMapping.Columns} FROM identities WHERE id >= @from ORDER BY id LIMIT @limit")
        .Set("@from", from.Id)
        .Set("@limit", limit)
        .AllAsync(IdentityMapping.Read);

    public override List<ExternalIdentity> Read(DocumentSession db, RowKey from, int limit) =>
        db.Identities.Ascending("_id", from.Id, limit, IdentityMapping.Read);

    public override void Write(ITableWriter writes, ExternalIdentity row) => writes.Add(row);

    public override RowKey KeyOf(ExternalIdentity row) => new(row.Id);

    protected override object ValueOf(ExternalIdentity row) => row;
}
