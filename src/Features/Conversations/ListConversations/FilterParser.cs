using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Features.Conversations.ListConversations;

/// <summary>Reads which conversations a request wants.</summary>
internal static class FilterParser
{
    private const string All = "all";

    /// <summary>Returns true if <paramref name="text"/> is a value of <c>archived</c>.</summary>
    public static bool AcceptsArchived(string? text) => text == All || Flag.IsValid(text);

    /// <summary>Returns the filter of a request that is valid.</summary>
    public static ConversationFilter Parse(string? archived, string? pinned) =>
        new(archived == All ? null : Flag.Parse(archived) ?? false, Flag.Parse(pinned));
}
