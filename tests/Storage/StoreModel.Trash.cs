using SamosaChaat.Features.Conversations;
using SamosaChaat.Features.Conversations.RestoreConversation;
using SamosaChaat.Shared.Domain;

namespace SamosaChaat.Tests.Storage;

/// <summary>The trash: what is in it is in no other dictionary of conversations, and its messages stay where they are.</summary>
internal sealed partial class StoreModel
{
    private readonly Dictionary<Guid, TrashedConversation> trash = [];

    public EditStatus MoveToTrash(Guid userId, Guid id, DateTime now, bool holds)
    {
        if (FindConversation(userId, id) is not { } found) return EditStatus.NotFound;
        if (!holds) return EditStatus.Outdated;
        if (found.IsTemporary) return RemoveConversation(userId, id);
        conversations.Remove(id);
        trash[id] = new(found, now);
        return EditStatus.Done;
    }

    public Restored RestoreTrashed(Guid userId, Guid id)
    {
        if (FindTrashed(userId, id) is not { IsForEver: false } found) return new(FindConversation(userId, id), IsNew: false);
        trash.Remove(id);
        return new(conversations[id] = found.Conversation, IsNew: true);
    }

    public bool RemoveTrashed(Guid userId, Guid id, DateTime upTo, int portion) =>
        FindTrashed(userId, id) is { IsForEver: false } found && found.DeletedAt <= upTo && RemoveTrashed(found, portion);

    public bool RemovePortion(Guid userId, Guid id, int size)
    {
        if (FindTrashed(userId, id) is not { IsForEver: true } found) return false;
        RemoveTrashed(found, size);
        return trash.ContainsKey(id);
    }

    public bool IsHidden(Guid userId, Guid id) => FindTrashed(userId, id) is { IsForEver: true };

    public IEnumerable<Conversation> ReadHidden() => trash.Values.Where(one => one.IsForEver).Select(one => one.Conversation);

    public List<TrashedConversation> ReadTrash(Guid userId, DateTime deletedAt, Guid id, int limit) =>
    [
        .. TrashOf(userId).Where(one => one.DeletedAt < deletedAt || (one.DeletedAt == deletedAt && Order(one.Conversation.Id, id) < 0)).Take(limit).Where(one => !one.IsForEver),
    ];

    public List<Conversation> ReadOldConversations(Guid userId, ConversationFilter filter, DateTime since, int limit) =>
    [
        .. conversations.Values.Where(c => c.UserId == userId && filter.Takes(c) && c.UpdatedAt < since)
            .OrderByDescending(c => c.UpdatedAt).ThenByDescending(c => c.Id, Comparer<Guid>.Create(Order)).Take(limit),
    ];

    public IEnumerable<Conversation> ReadOldTemporary(DateTime since) =>
        conversations.Values.Where(c => c.IsTemporary && c.UpdatedAt < since).OrderBy(c => c.Id);

    public bool DeleteUnchanged(Conversation old, bool toTrash, DateTime now)
    {
        if (FindConversation(old.UserId, old.Id) != old || Running(old.Id) is not null) return false;
        if (!toTrash) return RemoveConversation(old.UserId, old.Id) == EditStatus.Done;
        conversations.Remove(old.Id);
        trash[old.Id] = new(old, now);
        return true;
    }

    public User? StoreRetention(Guid id, int? days) => FindUser(id) is { } user ? users[id] = user with { RetentionDays = days } : null;

    public IEnumerable<TrashedConversation> ReadOldTrash(DateTime upTo) => trash.Values.Where(one => one.DeletedAt <= upTo);

    private TrashedConversation? FindTrashed(Guid userId, Guid id) =>
        trash.TryGetValue(id, out var found) && found.Conversation.UserId == userId ? found : null;

    private IEnumerable<TrashedConversation> TrashOf(Guid userId) => trash.Values
        .Where(one => one.Conversation.UserId == userId)
        .OrderByDescending(one => one.DeletedAt).ThenByDescending(one => one.Conversation.Id, Comparer<Guid>.Create(Order));

    /// <summary>Removes a conversation. If it has more than a portion, hides it, and the next time removes the last one.</summary>
    private bool RemoveTrashed(TrashedConversation found, int portion)
    {
        var id = found.Conversation.Id;
        if (In(id).LastOrDefault()?.Sequence is { } last && last >= portion)
        {
            if (found.IsForEver) RemoveMessages(id, last / portion * portion);
            trash[id] = found with { DeletedAt = TrashedConversation.ForEver };
            return true;
        }

        trash.Remove(id);
        RemoveMessages(id, 0);
        instructions.Remove(id);
        return true;
    }

    /// <summary>The owner of a conversation; nobody owns one in the trash.</summary>
    private Guid? OwnerOf(Guid id) => conversations.GetValueOrDefault(id)?.UserId;

    private bool Exists(Guid id) => conversations.ContainsKey(id) || trash.ContainsKey(id);
}
