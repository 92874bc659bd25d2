using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Transfer.Exports;

/// <summary>Finds a conversation of this user, with what an export of it begins with.</summary>
internal sealed class FindExportedConversation(Guid userId, Guid conversationId) : TableQuery<ConversationState?>
{
    protected override ValueTask<ConversationState?> ReadAsync(ITableReader db) => db.FindConversationState(userId, conversationId);
}

/// <summary>
/// Returns the ids of a user's conversations that are not temporary, in order. Sixteen bytes each are all that an export remembers.
/// </summary>
/// <param name="after">The id before the first one.</param>
internal sealed class ReadConversationIds(Guid userId, Guid after) : Query<Guid[]>
{
    internal override async ValueTask<Guid[]> Sql(SqlSession db) =>
    [
        .. await db
            .Prepare($"SELECT id FROM conversations WHERE user_id = @user AND {ConversationMapping.IsListed} AND id > @after ORDER BY id")
            .Set("@user", userId)
            .Set("@after", after)
            .AllAsync(static row => row.Guid(0)),
    ];

    internal override Guid[] Documents(DocumentSession db) =>
    [
        .. db.NewestBelow(userId, ConversationFilter.All, DateTime.MaxValue, Guid.AllBitsSet, int.MaxValue)
            .Select(conversation => conversation.Id)
            .Where(id => id > after)
            .Order(),
    ];
}

/// <summary>Reads a page of a conversation's turns, on the active path and off it. Empty if this user has no such conversation.</summary>
/// <param name="from">The sequence of the first turn.</param>
/// <param name="to">The sequence of the last message.</param>
internal sealed class ReadTurns(Guid userId, Guid conversationId, int from, int to) : Query<List<ExportedTurn>>
{
    /// <summary>The number of messages in a page. A message can have a megabyte.</summary>
    public const int PageSize = 64;

    internal override async ValueTask<List<ExportedTurn>> Sql(SqlSession db)
    {
        if (!await db.Owns(userId, conversationId)) return [];
        var messages = await db.MessagesBetween(conversationId, from, to, PageSize);
        if (messages.Count == 0) return [];
        var last = messages[^1].Sequence;
        var (turns, versions) = await Reads.TogetherAsync(
            db.TurnsBetween(conversationId, from, last), db.VersionNamesBetween(conversationId, from, last));
        return ExportedTurn.Of(messages, messages.Count == PageSize, turns, versions);
    }

    internal override List<ExportedTurn> Documents(DocumentSession db)
    {
        if (db.OwnConversation(userId, conversationId) is null) return [];
        var messages = db.MessagesBetween(conversationId, from, to, PageSize);
        var turns = db.TurnsOf(messages);
        return ExportedTurn.Of(
            messages, messages.Count == PageSize, turns, turns.SelectMany(stored => db.VersionNames(stored.Turn.Id)));
    }
}

/// <summary>Finds a version of an answer in a conversation of this user.</summary>
internal sealed class ReadVersion(Guid userId, Guid conversationId, Guid turnId, int attempt) : TableQuery<AnswerVersion?>
{
    protected override async ValueTask<AnswerVersion?> ReadAsync(ITableReader db)
    {
        var (own, version) = await Reads.TogetherAsync(
            db.FindTurn(userId, conversationId, turnId), db.FindVersion(turnId, attempt));
        return own is null ? null : version;
    }
}
