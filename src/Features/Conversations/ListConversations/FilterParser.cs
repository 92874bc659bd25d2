using SamosaChaat.Shared.Domain;

namespace SamosaChaat.Features.Conversations.ListConversations;

/// <summary>Reads which conversations a request wants.</summary>
internal static class FilterParser
{
    private const string True = "true";
    private const string False = "false";
    private const string All = "all";

    /// <summary>Returns true if <paramref name="text"/> is a value of <c>archived</c>.</summary>
    /// <param name="archived">Null for archived conversations and others.</param>
    public static bool AcceptsArchived(string? text, out bool? archived)
    {
        archived = text switch
        {
            True => true,
            All => null,
            _ => false,
        };
        return text is null or True or False or All;
    }

    /// <summary>Returns true if <paramref name="text"/> is a value of <c>pinned</c>.</summary>
    /// <param name="pinned">Null for pinned conversations and others.</param>
    public static bool AcceptsPinned(string? text, out bool? pinned)
    {
        pinned = text switch
        {
            True => true,
            False => false,
            _ => null,
        };
        return text is null or True or False;
    }

    /// <summary>Returns the filter of a request that is valid.</summary>
    public static ConversationFilter Parse(string? archived, string? pinned)
    {
        AcceptsArchived(archived, out var isArchived);
        AcceptsPinned(pinned, out var isPinned);
        return new(isArchived, isPinned);
    }
}
