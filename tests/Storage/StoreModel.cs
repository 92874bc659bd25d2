using SamosaChaat.Features.Auth.RefreshTokens;
using SamosaChaat.Features.Conversations.ListConversations;
using SamosaChaat.Features.Messages.SendMessage;
using SamosaChaat.Shared.Domain;

namespace SamosaChaat.Tests.Storage;

/// <summary>What a store is to do, said in dictionaries. A method that refuses throws before it changes anything.</summary>
internal sealed class StoreModel
{
    private readonly Dictionary<Guid, User> users = [];
    private readonly Dictionary<Guid, Session> sessions = [];
    private readonly Dictionary<Guid, Conversation> conversations = [];
    private readonly Dictionary<Guid, Message> messages = [];
    private readonly Dictionary<Guid, (Guid Conversation, bool Running)> turns = [];

    public bool AddUser(User user, Session session)
    {
        if (FindUserByEmail(user.Email) is not null) return false;
        Refuse(users.ContainsKey(user.Id) || sessions.ContainsKey(session.Id));
        users.Add(user.Id, user);
        sessions.Add(session.Id, session);
        return true;
    }

    public User? FindUser(Guid id) => users.GetValueOrDefault(id);

    public User? FindUserByEmail(string email) => users.Values.SingleOrDefault(user => user.Email == email);

    public Session OpenSession(Session session)
    {
        var expired = sessions.Values.Where(old => old.UserId == session.UserId && old.ExpiresAt <= session.CreatedAt).ToArray();
        Refuse(sessions.TryGetValue(session.Id, out var taken) && !expired.Contains(taken));
        foreach (var old in expired) sessions.Remove(old.Id);
        return sessions[session.Id] = session;
    }

    public Rotated RotateSession(Guid id, byte[] presented, byte[] next, DateTime now, DateTime expires)
    {
        if (!sessions.TryGetValue(id, out var session) || session.ExpiresAt <= now) return new(null, false);
        if (!presented.SequenceEqual(session.RefreshHash)) return new(null, sessions.Remove(id));
        sessions[id] = session with { RefreshHash = next, ExpiresAt = expires };
        return new(FindUser(session.UserId), false);
    }

    public bool EndSession(Guid id) => sessions.Remove(id);

    public DateTime? FindSessionEnd(Guid id, Guid userId) =>
        sessions.TryGetValue(id, out var session) && session.UserId == userId ? session.ExpiresAt : null;

    public Conversation AddConversation(Conversation conversation)
    {
        Refuse(!conversations.TryAdd(conversation.Id, conversation));
        return conversation;
    }

    public Conversation? FindConversation(Guid userId, Guid id) =>
        conversations.TryGetValue(id, out var conversation) && conversation.UserId == userId ? conversation : null;

    public List<Conversation> PageOfConversations(Guid userId, Cursor below, int limit) => [.. conversations.Values
        .Where(c => c.UserId == userId && (c.UpdatedAt < below.UpdatedAt || (c.UpdatedAt == below.UpdatedAt && Order(c.Id, below.Id) < 0)))
        .OrderByDescending(c => c.UpdatedAt).ThenByDescending(c => c.Id, Comparer<Guid>.Create(Order)).Take(limit)];

    public Conversation? ChangeConversation(Guid userId, Guid id, string? title, string? modelTag, DateTime now) =>
        FindConversation(userId, id) is not { } found ? null : conversations[id] = found with
        {
            Title = title ?? found.Title,
            ModelTag = modelTag ?? found.ModelTag,
            UpdatedAt = now,
        };

    public bool RemoveConversation(Guid userId, Guid id)
    {
        if (FindConversation(userId, id) is null) return false;
        foreach (var message in In(id).ToArray())
        {
            messages.Remove(message.Id);
            turns.Remove(message.Id);
        }

        return conversations.Remove(id);
    }

    public List<Message>? PageOfMessages(Guid userId, Guid id, int after, int limit) =>
        FindConversation(userId, id) is null ? null : [.. In(id).Where(m => m.Sequence > after).Take(limit)];

    public Begun BeginTurn(Guid userId, Guid id, Guid messageId, string content, int tokens, DateTime now)
    {
        if (FindConversation(userId, id) is not { } conversation) return new(Refusal.NoConversation, null);
        if (messages.ContainsKey(messageId)) return new(Refusal.IdTaken, null);
        if (turns.Values.Any(turn => turn == (id, true))) return new(Refusal.TurnRunning, null);
        var sequence = In(id).Select(m => m.Sequence).LastOrDefault(-1) + 1;
        var message = new Message(messageId, id, sequence, Roles.User, content, tokens, conversation.ModelTag, 0, now);
        messages.Add(messageId, message);
        turns.Add(messageId, (id, true));
        conversations[id] = conversation with { UpdatedAt = now };
        return new(Refusal.None, message);
    }

    public List<Message> ReadHistory(Guid id, int upTo, int limit) => [.. In(id).Where(m => m.Sequence <= upTo).Reverse().Take(limit)];

    public bool FinishTurn(Guid id, Guid turnId, Message? answer, DateTime now)
    {
        if (!conversations.TryGetValue(id, out var conversation)) return false;
        Refuse(answer is not null && (messages.ContainsKey(answer.Id) || In(id).Any(m => m.Sequence == answer.Sequence)));
        if (answer is not null) messages.Add(answer.Id, answer);
        if (turns.TryGetValue(turnId, out var turn)) turns[turnId] = turn with { Running = false };
        conversations[id] = conversation with { UpdatedAt = now };
        return true;
    }

    public int InterruptUnfinishedTurns()
    {
        var running = turns.Where(turn => turn.Value.Running).Select(turn => turn.Key).ToArray();
        foreach (var id in running) turns[id] = turns[id] with { Running = false };
        return running.Length;
    }

    private IEnumerable<Message> In(Guid conversation) => messages.Values.Where(m => m.ConversationId == conversation).OrderBy(m => m.Sequence);

    /// <summary>As the bytes are in network order, which is not how .NET compares.</summary>
    private static int Order(Guid a, Guid b) => a.ToByteArray(bigEndian: true).AsSpan().SequenceCompareTo(b.ToByteArray(bigEndian: true));

    private static void Refuse(bool refused)
    {
        if (refused) throw new InvalidOperationException("A store refuses this with an exception, having written nothing.");
    }
}
