using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Search;

namespace SamosaChaat.Shared.Schema;

/// <summary>
/// Writes the conditions of a search as the SQL engines want them. Terms have letters, digits and marks only, so nothing in them needs an
/// escape. Labels are terms that no text has. They say where a message is.
/// </summary>
internal static class SearchMatch
{
    /// <summary>A character of the private use area begins each label.</summary>
    private const char LabelMark = '\uE000';

    /// <summary>The number of the user id's last hexadecimal digits that begin each term. Two users may share them.</summary>
    private const int OwnerDigits = 6;

    private const int ConversationDigits = 8;

    /// <summary>Returns all under which the index has a message.</summary>
    public static IEnumerable<string> TermsOf(Message message) =>
        [.. Terms.Of(message.Content), LabelOf(message.Role), LabelOf(message.ConversationId)];

    /// <summary>Returns the conditions in the language of SQLite's FTS5.</summary>
    public static string ForSqlite(SearchFilter filter)
    {
        var required = string.Join(" AND ", Required(filter).Select(Quoted));
        var excluded = string.Join(" OR ", Excluded(filter).Select(Quoted));
        return excluded.Length == 0 ? required : $"({required}) NOT ({excluded})";

        static string Quoted((string Term, bool IsPrefix) one) => $"\"{one.Term}\"{(one.IsPrefix ? " *" : "")}";
    }

    /// <summary>Returns the conditions as a <c>tsquery</c> of PostgreSQL.</summary>
    public static string ForPostgres(SearchFilter filter)
    {
        return string.Join(" & ", [.. Required(filter).Select(Quoted), .. Excluded(filter).Select(one => $"!{Quoted(one)}")]);

        static string Quoted((string Term, bool IsPrefix) one) => $"'{one.Term}'{(one.IsPrefix ? ":*" : "")}";
    }

    private static IEnumerable<(string Term, bool IsPrefix)> Required(SearchFilter filter)
    {
        foreach (var one in filter.Query.Required.SelectMany(clause => TermsOf(filter, clause))) yield return one;
        if (filter.Role is { } role) yield return (OwnerOf(filter) + LabelOf(role), false);
        if (filter.ConversationId is { } conversation) yield return (OwnerOf(filter) + LabelOf(conversation), false);
    }

    // A text with the terms of a longer clause may still lack the clause.
    private static IEnumerable<(string Term, bool IsPrefix)> Excluded(SearchFilter filter) =>
        filter.Query.Excluded.Where(clause => !clause.NeedsText).SelectMany(clause => TermsOf(filter, clause));

    private static IEnumerable<(string Term, bool IsPrefix)> TermsOf(SearchFilter filter, Clause clause)
    {
        foreach (var term in clause.Terms) yield return (OwnerOf(filter) + term, false);
        if (clause.Prefix is { } prefix) yield return (OwnerOf(filter) + prefix, true);
    }

    private static string OwnerOf(SearchFilter filter) => filter.UserId.ToString("N")[^OwnerDigits..];

    private static string LabelOf(string role) => $"{LabelMark}{role}";

    private static string LabelOf(Guid conversationId) => $"{LabelMark}{conversationId.ToString("N")[^ConversationDigits..]}";
}
