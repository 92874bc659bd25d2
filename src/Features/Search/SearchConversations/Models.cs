using System.ComponentModel;
using FastEndpoints;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Search;

namespace SamosaChaat.Features.Search.SearchConversations;

internal sealed class Request
{
    /// <summary>
    /// What to look for: words, `"phrases"`, the beginnings of words with `*` behind them, and `-` before what must not be there.
    /// </summary>
    [QueryParam]
    public string? Q { get; init; }

    /// <summary>The maximum number of results to return, 1 to 100.</summary>
    [QueryParam, DefaultValue(20)]
    public int Limit { get; init; } = 20;

    /// <summary>The cursor from the Link header of the previous page.</summary>
    [QueryParam]
    public string? Cursor { get; init; }

    /// <summary>The id of the only conversation to search. Default: all conversations.</summary>
    [QueryParam]
    public string? Conversation { get; init; }

    /// <summary>`user` or `assistant`: only messages of this role, and no titles. Default: all of them.</summary>
    [QueryParam]
    public string? Role { get; init; }

    /// <summary>The earliest time at which the message or the conversation was created. Default: any.</summary>
    [QueryParam]
    public string? From { get; init; }

    /// <summary>The latest time at which the message or the conversation was created. Default: any.</summary>
    [QueryParam]
    public string? To { get; init; }

    /// <summary>`true` for pinned conversations only, `false` for the others. Default: both.</summary>
    [QueryParam]
    public string? Pinned { get; init; }

    /// <summary>`true` for archived conversations only, `false` for the others. Default: both.</summary>
    [QueryParam]
    public string? Archived { get; init; }

    /// <summary>Returns what a valid request selects.</summary>
    internal SearchFilter ToFilter(Guid userId) => new(
        userId,
        QueryParser.Parse(Q!, out _)!,
        new(Flag.Parse(Archived), Flag.Parse(Pinned)),
        Conversation is null ? null : Guid.Parse(Conversation),
        Role,
        TimeParser.Parse(From) ?? DateTime.UnixEpoch,
        TimeParser.Parse(To) ?? DateTime.MaxValue);
}

/// <summary>A title or a message that the search found.</summary>
/// <param name="MessageId">The message. Null for a title.</param>
/// <param name="Title">The conversation's title.</param>
/// <param name="Role">Who wrote the message: `user` or `assistant`. Null for a title.</param>
/// <param name="Snippet">The part of the text around the first place that was found, in one line.</param>
/// <param name="Marks">
/// The places that were found: pairs of the first UTF-16 unit in the snippet, and the unit behind the last one.
/// </param>
/// <param name="CreatedAt">The time at which the message, or the conversation, was created.</param>
internal sealed record Response(
    Guid ConversationId, Guid? MessageId, string Title, string? Role, string Snippet, int[][] Marks, DateTime CreatedAt) : IExample
{
    public static object Example => new Response(
        Sample.Conversation, Sample.Answer, "Folding samosas", Roles.Assistant, "Fold the dough into a cone.", [[9, 14]], Sample.Time);

    public static Response From(SearchHit hit, SearchQuery query)
    {
        var snippet = Shared.Search.Snippet.Of(hit.Message?.Content ?? hit.Title, query);
        return new(hit.ConversationId, hit.Message?.Id, hit.Title, hit.Message?.Role, snippet.Text, snippet.Marks, hit.CreatedAt);
    }
}
