using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Schema;

/// <summary>
/// Reads users' lists of conversations on SQL engines. <see cref="ConversationBuckets"/> does it on document engines. Each filter has a
/// text of its own with its values in it, because an engine uses the index of pinned conversations only then. Archived conversations
/// are another range of the index than the others, so the list of both merges two ranges instead of sorting all rows.
/// </summary>
internal static class ConversationLists
{
    private static readonly bool?[] Values = [null, false, true];

    private static readonly Dictionary<ConversationFilter, SqlText> Texts = (
        from archived in Values
        from pinned in Values
        select new ConversationFilter(archived, pinned)).Append(ConversationFilter.Temporary).ToDictionary(filter => filter, Text);

    /// <summary>Returns the statement for a user's conversations below a place in the list, newest first.</summary>
    public static SqlStatement NewestBelow(
        this SqlSession db, Guid userId, ConversationFilter filter, DateTime updatedAt, Guid id, int limit) => db
        .Prepare(TextOf(filter))
        .Set("@user", userId)
        .Set("@updated", updatedAt)
        .Set("@id", id)
        .Set("@limit", limit);

    /// <summary>Returns the text of the statement for a filter.</summary>
    public static SqlText TextOf(ConversationFilter filter) => Texts[filter];

    private static SqlText Text(ConversationFilter filter)
    {
        const string Order = " ORDER BY updated_at DESC, id DESC LIMIT @limit";
        const string Listed = "archived = 0";
        const string Archived = "archived = 1";
        if (filter.IsTemporary) return One(ConversationMapping.IsTemporary);
        if (filter.Archived is { } archived) return One(archived ? Archived : Listed);
        return new(
            $"{Range(Listed)} UNION ALL {Range(Archived)}{Order}",
            // PostgreSQL would sort all rows of both parts, unless each part has an order and a limit of its own.
            $"SELECT * FROM ({Range(Listed)}{Order}) listed UNION ALL SELECT * FROM ({Range(Archived)}{Order}) others{Order}");

        SqlText One(string shelf) => new(Range(shelf) + Order, Range(shelf) + Order);

        string Range(string shelf) =>
            $"SELECT {ConversationMapping.Columns} FROM conversations "
            + $"WHERE user_id = @user AND {shelf} AND (updated_at, id) < (@updated, @id)"
            + (filter.Pinned is { } pinned ? $" AND pinned = {Number(pinned)}" : "");
    }

    private static string Number(bool value) => value ? "1" : "0";
}
