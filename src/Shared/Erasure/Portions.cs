using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;

namespace SamosaChaat.Shared.Erasure;

/// <summary>
/// Removes conversations for ever. A short one goes at once. A long one is hidden as the trash hides, and then its messages go in portions,
/// the last ones first (<see cref="PortionRemoval"/>). So no other command waits long for the writer.
/// </summary>
internal static class Portions
{
    /// <summary>The number of messages that one transaction removes at most.</summary>
    public const int Size = 128;

    /// <param name="lastSequence">The greatest sequence of its messages. Null if it has none.</param>
    public static void RemoveForEver(this ITableWriter writes, Conversation own, int? lastSequence, int size = Size)
    {
        if (IsOne(lastSequence, size)) writes.Remove(own);
        else writes.MoveToTrash(own, TrashedConversation.ForEver);
    }

    /// <summary>Removes the last portion of a conversation that is hidden already.</summary>
    /// <inheritdoc cref="RemoveForEver(ITableWriter, Conversation, int?, int)"/>
    public static void RemoveForEver(this ITableWriter writes, TrashedConversation trashed, int? lastSequence, int size = Size)
    {
        if (IsOne(lastSequence, size))
        {
            writes.Remove(trashed);
        }
        else if (trashed.IsForEver)
        {
            // Portions begin at multiples of their size, so that LiteDB's sections of words go as a whole.
            writes.RemoveMessagesFrom(trashed.Conversation.Id, lastSequence!.Value / size * size);
        }
        else
        {
            writes.Restore(trashed);
            writes.MoveToTrash(trashed.Conversation, TrashedConversation.ForEver);
        }
    }

    /// <summary>Returns true if a conversation has no more than one portion.</summary>
    public static bool IsOne(int? lastSequence, int size) => lastSequence is not { } last || last < size;
}
