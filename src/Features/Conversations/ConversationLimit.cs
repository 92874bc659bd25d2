using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Limits;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Features.Conversations;

/// <summary>Decides whether a user may have one more conversation. Those that are created at the same moment may exceed the limit by a few.</summary>
internal sealed class ConversationLimit(IStore store, IOptions<LimitsOptions> options)
{
    public const string TooMany = "The account has too many conversations. Delete one first.";

    /// <summary>Returns why there may be no more. Null if there may.</summary>
    public async ValueTask<Problem?> RefusalAsync(Guid userId, CancellationToken ct) =>
        options.Value is { Enabled: true, ConversationsPerUser: var most } && await store.ReadAsync(new HasManyConversations(userId, most), ct)
            ? Problem.Of(StatusCodes.Status409Conflict, TooMany)
            : null;
}

/// <summary>Returns true if a user has at least this many conversations.</summary>
/// <param name="many">At least 1.</param>
internal sealed class HasManyConversations(Guid userId, int many) : Query<bool>
{
    internal override ValueTask<bool> Sql(SqlSession db) => db
        .Prepare("SELECT 1 FROM conversations WHERE user_id = @user LIMIT 1 OFFSET @before")
        .Set("@user", userId)
        .Set("@before", many - 1)
        .AnyAsync();

    internal override bool Documents(DocumentSession db) =>
        db.NewestBelow(userId, ConversationFilter.All, DateTime.MaxValue, Guid.AllBitsSet, many).Count == many;
}
