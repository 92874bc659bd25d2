using SamosaChaat.Shared.Schema;

namespace SamosaChaat.Tests.Storage;

/// <summary>Is a search as the model knows it: words of a text, one after the other.</summary>
/// <param name="Q">The query.</param>
/// <param name="Accepts">Tells whether a text with these words is a hit.</param>
internal sealed record ModelQuery(string Q, Func<string[], bool> Accepts)
{
    public static readonly ModelQuery[] All =
    [
        new("A", words => words.Contains("a")),
        new("e", words => words.Contains("e")),
        new("a -b", words => words.Contains("a") && !words.Contains("b")),
        new("\"a b\"", words => words is ["a", "b"]),
        new("a -\"a b\"", words => words.Contains("a") && words is not ["a", "b"]),
        new("answ* an", words => words is ["an", "answer"]),
        new("nothing", _ => false),
    ];

    public override string ToString() => Q;
}

/// <summary>What a search finds is found here by reading everything.</summary>
internal sealed partial class StoreModel
{
    public List<string> Search(SearchFilter filter, ModelQuery query)
    {
        var searched = conversations.Values
            .Where(own => own.UserId == filter.UserId && filter.Conversations.Takes(own) && (filter.ConversationId ?? own.Id) == own.Id)
            .ToDictionary(own => own.Id);
        var titles = searched.Values
            .Where(own => filter.Role is null && Within(filter, own.CreatedAt) && query.Accepts(WordsOf(own.Title)))
            .Select(own => Told(own.Id, null, own.Title, null, own.CreatedAt));
        var texts = messages.Values
            .Where(one => searched.ContainsKey(one.ConversationId) && one.IsActive && (filter.Role ?? one.Role) == one.Role)
            .Where(one => Within(filter, one.CreatedAt) && query.Accepts(WordsOf(one.Content)))
            .Select(one => Told(one.ConversationId, one.Id, searched[one.ConversationId].Title, one.Role, one.CreatedAt));
        return [.. titles.Concat(texts).Order(StringComparer.Ordinal)];
    }

    /// <summary>Tells a hit of a store in the same words.</summary>
    public static string Told(Guid conversation, Guid? message, string title, string? role, DateTime createdAt) =>
        $"{conversation} {message} {title} {role} {createdAt:O}";

    private static bool Within(SearchFilter filter, DateTime time) => filter.From <= time && time <= filter.To;

    private static string[] WordsOf(string text) =>
        text.ToLowerInvariant().Replace('é', 'e').Replace("🥟", " ", StringComparison.Ordinal).Split([' ', '\0'], StringSplitOptions.RemoveEmptyEntries);
}
