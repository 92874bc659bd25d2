using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Schema;

/// <summary>Collects the newest hits of a search that meets messages in no certain order.</summary>
/// <param name="below">The place below which the hits are.</param>
internal sealed class SectionHits(SearchPlace below, int limit)
{
    private static readonly Comparer<SearchPlace> Order = Comparer<SearchPlace>.Create(
        (one, other) => (one.Key, one.Id).CompareTo((other.Key, other.Id)));

    private readonly SortedList<SearchPlace, FoundMessage> hits = new(Order);

    /// <summary>The hits, newest first.</summary>
    public List<FoundMessage> Found => [.. hits.Values.Reverse()];

    /// <summary>Returns true if no message that is this old or older can be among the hits any more.</summary>
    public bool AreComplete(DateTime newest) => hits.Count == limit && Microseconds.From(newest) < hits.Keys[0].Key;

    /// <summary>Returns true if a message would be among the hits.</summary>
    public bool MayTake(Message message) =>
        Order.Compare(PlaceOf(message), below) < 0 && (hits.Count < limit || Order.Compare(PlaceOf(message), hits.Keys[0]) > 0);

    public void Add(Message message, Conversation conversation)
    {
        var place = PlaceOf(message);
        hits.Add(place, new(place, message.Id, conversation.Id, conversation.Title, message.Role, message.Content, message.CreatedAt));
        if (hits.Count > limit) hits.RemoveAt(0);
    }

    private static SearchPlace PlaceOf(Message message) => new(Microseconds.From(message.CreatedAt), message.Id);
}
