using SamosaChaat.Features.Auth.RefreshTokens;
using SamosaChaat.Features.Conversations;
using SamosaChaat.Features.Conversations.CreateConversation;
using SamosaChaat.Features.Conversations.GetInstructions;
using SamosaChaat.Features.Conversations.UpdateConversation;
using SamosaChaat.Features.Messages.GetContext;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Erasure;
using SamosaChaat.Shared.Identity.Providers;
using SamosaChaat.Shared.Turns.Events;
using SamosaChaat.Shared.Turns.Operations;
using SamosaChaat.Shared.Turns.Removal;

namespace SamosaChaat.Tests.Storage;

/// <summary>What a store is to do, said in dictionaries. A method that refuses throws before it changes anything.</summary>
internal sealed partial class StoreModel
{
    private readonly Dictionary<Guid, User> users = [];
    private readonly Dictionary<Guid, Session> sessions = [];
    private readonly Dictionary<Guid, ApiKey> keys = [];
    private readonly Dictionary<Guid, ExternalIdentity> identities = [];
    private readonly Dictionary<Guid, Conversation> conversations = [];
    private readonly Dictionary<Guid, Instructions> instructions = [];
    private readonly Dictionary<Guid, Message> messages = [];
    private readonly Dictionary<Guid, TurnRecord> turns = [];
    private readonly Dictionary<Guid, List<Checkpoint>> checkpoints = [];
    private readonly Dictionary<Guid, Usage> usages = [];

    /// <summary>The model with the tag "b" gives short answers only.</summary>
    public static int MaxAnswerTokens(string modelTag) => modelTag == "b" ? 10 : 4096;

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

    public User? OpenSession(Session session)
    {
        if (FindUser(session.UserId) is not { } user || sessions.ContainsKey(session.Id)) return null;
        foreach (var old in sessions.Values.Where(old => old.UserId == session.UserId && old.ExpiresAt <= session.CreatedAt).ToArray()) sessions.Remove(old.Id);
        sessions[session.Id] = session;
        return user;
    }

    public User? GrantSession(string email, Session session)
    {
        if (FindUserByEmail(email) is not { } user) return null;
        Refuse(sessions.ContainsKey(session.Id));
        sessions[session.Id] = session with { UserId = user.Id };
        return user;
    }

    public Rotated RotateSession(Guid id, byte[] presented, byte[] family, byte[] next, DateTime now, DateTime expires)
    {
        if (!sessions.TryGetValue(id, out var session) || session.ExpiresAt <= now) return new(null, false);
        if (presented.SequenceEqual(session.RefreshHash))
        {
            sessions[id] = session with { RefreshHash = next, ExpiresAt = expires, FamilyHash = family, LastSeenAt = now };
            return new(FindUser(session.UserId), false);
        }

        if (session.FamilyHash?.SequenceEqual(family) != true) return new(null, false);
        var again = next.SequenceEqual(session.RefreshHash) && (expires - session.ExpiresAt).Duration() < TimeSpan.FromSeconds(10);
        return again ? new(FindUser(session.UserId), false) : new(null, sessions.Remove(id));
    }

    public bool EndSession(Guid userId, Guid id) => sessions.TryGetValue(id, out var session) && session.UserId == userId && sessions.Remove(id);

    public List<Session> ReadSessions(Guid userId) => [.. sessions.Values.Where(session => session.UserId == userId).OrderBy(session => session.Id)];

    public User? RenameUser(Guid id, string name) => FindUser(id) is { } user ? users[id] = user with { Name = name } : null;

    public bool StorePassword(Guid id, string before, string after)
    {
        if (FindUser(id) is not { } user || user.PasswordHash != before) return false;
        users[id] = user with { PasswordHash = after };
        return true;
    }

    public DateTime? FindSessionEnd(Guid id, Guid userId) =>
        sessions.TryGetValue(id, out var session) && session.UserId == userId ? session.ExpiresAt
        : keys.TryGetValue(id, out var key) && key.UserId == userId ? key.ExpiresAt
        : identities.TryGetValue(id, out var identity) && identity.UserId == userId ? new(9999, 1, 1, 0, 0, 0, DateTimeKind.Utc) : null;

    public User AdmitIdentity(ProviderClaims claims, Guid spare, DateTime now)
    {
        if (identities.TryGetValue(claims.IdentityId, out var known)) return users[known.UserId];
        var id = FindUser(claims.WantedUserId) is null ? claims.WantedUserId : claims.IdentityId;
        var email = claims.Email is null || FindUserByEmail(claims.Email) is not null ? $"{spare:N}@account.invalid" : claims.Email;
        identities[claims.IdentityId] = new(claims.IdentityId, id, claims.Issuer, claims.Subject, now, claims.IssuedAt);
        return users[id] = new(id, email, claims.Name, "", now, claims.Role ?? UserRoles.User);
    }

    public User? FindAdmitted(ProviderClaims claims) => identities.TryGetValue(claims.IdentityId, out var known) ? users[known.UserId] : null;

    public ApiKey? FindApiKey(Guid id) => keys.GetValueOrDefault(id);

    public List<ApiKey> ReadApiKeys(Guid userId) => [.. keys.Values.Where(key => key.UserId == userId).OrderBy(key => key.Id)];

    public bool AddApiKey(ApiKey key)
    {
        if (FindUser(key.UserId) is null) return false;
        var expired = ReadApiKeys(key.UserId).Where(old => old.ExpiresAt <= key.CreatedAt).ToArray();
        Refuse(keys.TryGetValue(key.Id, out var taken) && !expired.Contains(taken));
        foreach (var old in expired) keys.Remove(old.Id);
        keys[key.Id] = key;
        return true;
    }

    public bool RemoveApiKey(Guid userId, Guid id) => FindApiKey(id)?.UserId == userId && keys.Remove(id);

    public List<Guid> ListOwnConversations(Guid userId, int limit) =>
    [
        .. conversations.Values.Where(c => c.UserId == userId)
            .OrderBy(c => c.IsTemporary).ThenByDescending(c => c.UpdatedAt).ThenByDescending(c => c.Id, Comparer<Guid>.Create(Order))
            .Concat(TrashOf(userId).Select(one => one.Conversation))
            .Take(limit).Select(c => c.Id),
    ];

    public bool RemoveOwnConversation(Guid userId, Guid id) =>
        RemoveConversation(userId, id) == EditStatus.Done || (FindTrashed(userId, id) is { } found && RemoveTrashed(found, Portions.Size));

    public UserRemoval RemoveUser(Guid id)
    {
        if (!users.ContainsKey(id)) return UserRemoval.NotFound;
        if (ReadSessions(id).Count > 0 || conversations.Values.Any(c => c.UserId == id) || TrashOf(id).Any()) return UserRemoval.HasData;
        foreach (var key in ReadApiKeys(id)) keys.Remove(key.Id);
        foreach (var identity in identities.Values.Where(identity => identity.UserId == id).ToArray()) identities.Remove(identity.Id);
        usages.Remove(id);
        users.Remove(id);
        return UserRemoval.Removed;
    }

    public long CountConversations(Guid userId, int most) => Math.Min(most, conversations.Values.Count(c => c.UserId == userId));

    public Added AddConversation(Conversation conversation, bool isIdChosen)
    {
        if (FindUser(conversation.UserId) is null) return new(AddStatus.NoUser);
        if (isIdChosen && FindConversation(conversation.UserId, conversation.Id) is { } before) return new(AddStatus.Done, before);
        Refuse(!isIdChosen && Exists(conversation.Id));
        if (Exists(conversation.Id)) return new(AddStatus.IdConflict);
        return new(AddStatus.Done, conversations[conversation.Id] = conversation);
    }

    public Conversation? FindConversation(Guid userId, Guid id) =>
        conversations.TryGetValue(id, out var conversation) && conversation.UserId == userId ? conversation : null;

    public Page<Cursor>? PageOfConversations(Guid userId, Cursor below, int limit, ConversationFilter filter, ConversationExtras extras) => Page<Cursor>.Of(
        [.. conversations.Values
            .Where(c => c.UserId == userId && !c.IsTemporary && (filter.Archived is not { } archived || c.IsArchived == archived) && (filter.Pinned is not { } pinned || c.IsPinned == pinned) && (c.UpdatedAt < below.Time || (c.UpdatedAt == below.Time && Order(c.Id, below.Id) < 0)))
            .OrderByDescending(c => c.UpdatedAt).ThenByDescending(c => c.Id, Comparer<Guid>.Create(Order))],
        limit,
        c => ListedConversation.From(c, extras),
        Cursor.Below);

    /// <param name="holds">Whether the request's condition does.</param>
    public Updated ChangeConversation(Guid userId, Guid id, ConversationChange change, DateTime now, bool holds)
    {
        if (FindConversation(userId, id) is not { } found) return new(EditStatus.NotFound);
        if (!holds) return new(EditStatus.Outdated);
        return new(EditStatus.Done, conversations[id] = found with
        {
            Title = change.Title ?? found.Title,
            ModelTag = change.ModelTag ?? found.ModelTag,
            IsPinned = change.Pinned ?? found.IsPinned,
            IsArchived = change.Archived ?? found.IsArchived,
            IsTemporary = found.IsTemporary && change is { IsKept: false, Pinned: not true, Archived: null },
            UpdatedAt = change is { Title: null, ModelTag: null } ? found.UpdatedAt : Later(found.UpdatedAt, now),
        });
    }

    public FirstExchange? FindFirstExchange(Guid userId, Guid id)
    {
        if (FindConversation(userId, id) is not { } found) return null;
        var first = Path(id).Where(m => m.Sequence <= 1).ToArray();
        return new(found, first.SingleOrDefault(m => m.Role == Roles.User), first.SingleOrDefault(m => m.Role == Roles.Assistant));
    }

    public Conversation? ReplaceTitle(Guid userId, Guid id, string before, string after) =>
        FindConversation(userId, id) is { } found && found.Title == before ? conversations[id] = found with { Title = after } : null;

    public EditStatus RemoveConversation(Guid userId, Guid id, bool holds = true, int portion = Portions.Size)
    {
        if (FindConversation(userId, id) is not { } found) return EditStatus.NotFound;
        if (!holds) return EditStatus.Outdated;
        conversations.Remove(id);
        RemoveTrashed(new(found, Some.Time), portion);
        return EditStatus.Done;
    }

    private void RemoveMessages(Guid id, int first)
    {
        foreach (var message in In(id).Where(message => message.Sequence >= first).ToArray())
        {
            messages.Remove(message.Id);
            turns.Remove(message.Id);
            kept.Remove(message.Id);
            checkpoints.Remove(message.Id);
        }
    }

    public bool StoreInstructions(Guid userId, Guid id, Instructions text)
    {
        if (FindConversation(userId, id) is null) return false;
        instructions[id] = text;
        return true;
    }

    public InstructionsFound? ReadInstructions(Guid userId, Guid id) =>
        FindConversation(userId, id) is null ? null : new(instructions.GetValueOrDefault(id));

    public bool RemoveInstructions(Guid userId, Guid id)
    {
        if (FindConversation(userId, id) is null) return false;
        instructions.Remove(id);
        return true;
    }

    public Page<int>? PageOfMessages(Guid userId, Guid id, int after, int limit) =>
        FindConversation(userId, id) is null ? null : Page<int>.Of([.. Path(id).Where(m => m.Sequence > after)], limit, MessageResponse.From, m => m.Sequence);

    public Page<int>? PageOfVersions(Guid userId, Guid id) =>
        FindConversation(userId, id) is null ? null : Page<int>.Of([.. Path(id)], 99, Listed, m => m.Sequence);

    public Message? FindMessage(Guid id) => messages.GetValueOrDefault(id);

    public TurnRecord? FindTurn(Guid id) => turns.GetValueOrDefault(id);

    /// <summary>The finish reason of the answer that stands.</summary>
    public string? Standing(Guid turnId) => AnswerTo(turnId) is null ? null : turns[turnId].Outcome?.FinishReason;

    public StartTurnResult StartTurn(Guid userId, Guid id, Guid messageId, string content, Sampling sampling, Guid answerId, bool mayStart, DateTime now, int? userLimit, Quotas? quotas, Guid? replaces)
    {
        if (FindConversation(userId, id) is not { } conversation) return new(StartTurnStatus.NotFound);
        if (kept.Values.Any(versions => versions.Values.Any(version => version.Answer.Id == messageId))) return new(StartTurnStatus.IdConflict);
        var old = replaces is { } given ? messages.GetValueOrDefault(given) : null;
        var turn = FindTurn(messageId);
        if (messages.TryGetValue(messageId, out var known))
        {
            if (turn is null || known.ConversationId != id || known.Content != content || turn.Sampling != sampling) return new(StartTurnStatus.IdConflict);
            if (replaces is not null && (old is not { Role: Roles.User } || !AreVersions(old, known))) return new(StartTurnStatus.IdConflict);
            if (turn.IsRunning) return Recognise(turn, answerId) ?? new(StartTurnStatus.AlreadyRunning, known, turn);
            if (turn.Outcome?.FinishReason is "stop" or "length" or "cancelled") return new(StartTurnStatus.AlreadyFinished, known, turn);
            if (!known.IsActive) return new(StartTurnStatus.NotOnPath);
        }
        else if (replaces is not null)
        {
            if (old is not { Role: Roles.User } || old.ConversationId != id) return new(StartTurnStatus.NotFound);
            if (!old.IsActive) return new(StartTurnStatus.NotOnPath);
        }

        var most = MaxAnswerTokens(conversation.ModelTag);
        if (sampling.MaxTokens > most) return new(StartTurnStatus.AnswerTooLong, MaxAnswerTokens: most);
        if (Running(id) is { } other) return new(StartTurnStatus.ConversationBusy, RunningTurn: other.Id);
        if (!mayStart || IsAtLimit(userId, userLimit)) return new(StartTurnStatus.LimitReached);
        if (Reached(userId, quotas) is { } reached) return new(StartTurnStatus.QuotaReached, Quota: reached);
        Count(userId, quotas?.Day ?? (now - DateTime.UnixEpoch).Days, 1, 0);
        conversations[id] = conversation with { UpdatedAt = Later(conversation.UpdatedAt, now) };
        if (turn is not null) return Again(turn, conversation.ModelTag, answerId, keeps: true);

        var sequence = 2 * In(id).Count(m => m.Role == Roles.User);
        var last = Path(id).LastOrDefault(m => m.Role == Roles.User);
        messages[messageId] = new(messageId, id, sequence, Roles.User, content, 5, conversation.ModelTag, 0, now)
        {
            Parent = old?.Parent ?? last?.Sequence ?? -2,
            ParentAttempt = old?.ParentAttempt ?? (last is null ? 0 : Standing(last)),
        };
        if (old is not null) LeavePath(id, old.Sequence, sequence - 1);
        turns[messageId] = new(messageId, id, true, 0, conversation.ModelTag, sampling, null, null, answerId);
        return Started(messageId);
    }

    public StartTurnResult RestartTurn(Guid userId, Guid id, Guid? messageId, Guid answerId, bool mayStart, DateTime now, int? userLimit, Quotas? quotas, bool keeps)
    {
        if (FindConversation(userId, id) is not { } conversation) return new(StartTurnStatus.NotFound);
        var meant = messageId is { } given ? messages.GetValueOrDefault(given) : Path(id).LastOrDefault();
        if (messageId is null && meant is null) return new(StartTurnStatus.NoTurn);
        if (meant is null || meant.ConversationId != id) return new(StartTurnStatus.NotFound);
        var question = In(id).Single(m => m.Sequence == meant.Sequence / 2 * 2);
        if (turns[question.Id].IsRunning && Recognise(turns[question.Id], answerId) is { } own) return own;
        if (!question.IsActive) return new(StartTurnStatus.NotOnPath);
        if (Running(id) is { } other) return new(StartTurnStatus.ConversationBusy, RunningTurn: other.Id);
        if (!mayStart || IsAtLimit(userId, userLimit)) return new(StartTurnStatus.LimitReached);
        if (Reached(userId, quotas) is { } reached) return new(StartTurnStatus.QuotaReached, Quota: reached);
        Count(userId, quotas?.Day ?? (now - DateTime.UnixEpoch).Days, 1, 0);
        conversations[id] = conversation with { UpdatedAt = Later(conversation.UpdatedAt, now) };
        return Again(turns[question.Id], conversation.ModelTag, answerId, keeps);
    }

    public bool AbandonTurn(Guid userId, Guid id, Guid answerId)
    {
        if (FindConversation(userId, id) is null || Running(id) is not { } turn || turn.AnswerId != answerId) return false;
        checkpoints.Remove(turn.Id);
        turns[turn.Id] = turn with { IsRunning = false, Sent = null, Outcome = turn.Outcome ?? new(FinishReasons.Error, turn.Attempt, null, "{}") };
        return true;
    }

    public List<Message> ReadHistory(Guid id, int upTo, int limit) => [.. Path(id).Where(m => m.Sequence <= upTo).Reverse().Take(limit)];

    public ContinuedTurn? ContinueTurn(Guid userId, TurnRecord cut, Seam seam, Guid answerId)
    {
        if (FindConversation(userId, cut.ConversationId) is null || FindTurn(cut.Id) is not { IsRunning: true } turn) return null;
        if (turn.ConversationId != cut.ConversationId || turn.Attempt != cut.Attempt) return null;
        if (turn.AnswerId != answerId)
        {
            if (turn.Seams != cut.Seams || turn.AnswerId != cut.AnswerId) return null;
            turns[turn.Id] = turn with { AnswerId = answerId, Seams = turn.Seams.With(seam) };
        }

        return new(turns[turn.Id], instructions.GetValueOrDefault(turn.ConversationId));
    }

    public bool SaveCheckpoint(Guid id, Guid turnId, int attempt, Checkpoint piece, SentPrompt? sent, Seams seams)
    {
        if (FindTurn(turnId) is not { IsRunning: true } turn || turn.Attempt != attempt || turn.ConversationId != id || turn.Seams != seams) return false;
        var pieces = checkpoints.TryGetValue(turnId, out var some) ? some : checkpoints[turnId] = [];
        Refuse(pieces.Any(other => other.Position == piece.Position));
        pieces.Add(piece);
        if (piece.Position == 0 && sent is not null) turns[turnId] = turn with { Sent = sent };
        return true;
    }

    public FinishTurnResult FinishTurn(Message question, AttemptEnd end, DateTime now)
    {
        var turnId = question.Id;
        if (FindTurn(turnId) is null && end.Spent is { } gone) Count(gone.UserId, gone.Day, 0, gone.Tokens);
        if (FindTurn(turnId) is not { IsRunning: true } turn || turn.Attempt != end.Outcome.Attempt) return new(false, null);
        if (turn.ConversationId != question.ConversationId || turn.Seams != end.Seams) return new(false, null);
        var before = AnswerTo(turnId);
        var stands = before is null || (end.Answer is not null && (Good(end.Outcome.FinishReason) || !Good(turn.Outcome!.FinishReason)));
        Refuse(stands && end.Answer is not null && end.Answer.Id != before?.Id && messages.ContainsKey(end.Answer.Id));
        if (end.Spent is { } spent) Count(spent.UserId, spent.Day, 0, spent.Tokens);
        checkpoints.Remove(turnId);
        if (conversations.TryGetValue(turn.ConversationId, out var touched))
        {
            conversations[turn.ConversationId] = touched with { UpdatedAt = Later(touched.UpdatedAt, now) };
        }

        turns[turnId] = turn with { IsRunning = false, Sent = end.Sent, Outcome = stands ? end.Outcome : turn.Outcome };
        foreach (var (id, tokens) in end.Counted ?? new Dictionary<Guid, int>())
        {
            if (messages.TryGetValue(id, out var counted)) messages[id] = counted with { OwnTokenCount = tokens };
        }

        if (!stands) return new(true, before);
        if (before is not null) messages.Remove(before.Id);
        if (end.Answer is not null) messages.Add(end.Answer.Id, end.Answer);
        if (turn.Outcome is { } earlier) Follow(question, earlier.Attempt, turn, moves: before is null, leaves: end.Answer is not null && !turn.KeepsFollowing);
        return new(true, end.Answer);

        static bool Good(string reason) => reason is "stop" or "length" or "cancelled";
    }

    public Usage? ReadUsage(Guid userId) => usages.GetValueOrDefault(userId);

    public bool SetQuota(Guid userId, long? turns, long? tokens)
    {
        if (!users.ContainsKey(userId)) return false;
        usages[userId] = (ReadUsage(userId) ?? new(userId, 0, 0, 0, null, null)) with { TurnsPerDay = turns, TokensPerDay = tokens };
        return true;
    }

    private void Count(Guid userId, long day, int turns, long tokens)
    {
        if (!users.ContainsKey(userId)) return;
        var usage = ReadUsage(userId) ?? new(userId, 0, 0, 0, null, null);
        usages[userId] = day > usage.Day
            ? usage with { Day = day, Turns = turns, Tokens = tokens }
            : usage with { Turns = usage.Turns + turns, Tokens = usage.Tokens + tokens };
    }

    private QuotaReached? Reached(Guid userId, Quotas? quotas)
    {
        if (quotas is null) return null;
        var usage = ReadUsage(userId);
        var isToday = usage?.Day >= quotas.Day;
        var ends = DateTime.UnixEpoch.AddDays(quotas.Day + 1);
        var (turnsUsed, turnsPerDay) = (isToday ? usage!.Turns : 0, usage?.TurnsPerDay ?? quotas.TurnsPerDay);
        if (turnsUsed >= turnsPerDay) return new("turns", turnsUsed, turnsPerDay.Value, ends);
        var reserved = turns.Values
            .Where(turn => turn.IsRunning && OwnerOf(turn.ConversationId) == userId)
            .Sum(turn => (long)(turn.Sampling.MaxTokens ?? quotas.EachTurn));
        var (tokensUsed, tokensPerDay) = ((isToday ? usage!.Tokens : 0) + reserved, usage?.TokensPerDay ?? quotas.TokensPerDay);
        return tokensUsed >= tokensPerDay ? new("tokens", tokensUsed, tokensPerDay.Value, ends) : null;
    }

    public StoredTurn? ReadTurn(Guid userId, Guid id, Guid turnId) =>
        FindConversation(userId, id) is null || FindTurn(turnId) is not { } turn || turn.ConversationId != id ? null : new(turn, messages[turnId], AnswerTo(turnId));

    public TurnContext? ReadContext(Guid userId, Guid id, Guid turnId) => ReadTurn(userId, id, turnId) is { } found
        ? new(found.Turn, [.. Before(found.Question)])
        : null;

    public List<UnfinishedTurn> ReadUnfinishedTurns() => [.. turns.Values.Where(turn => turn.IsRunning).Select(turn => new UnfinishedTurn(
        turn,
        OwnerOf(turn.ConversationId) ?? trash[turn.ConversationId].Conversation.UserId,
        messages[turn.Id],
        Standing(turn.Id),
        [.. checkpoints.GetValueOrDefault(turn.Id, []).OrderBy(piece => piece.Position)]))];

    /// <summary>The same command ran before: what it started is its own.</summary>
    private StartTurnResult? Recognise(TurnRecord running, Guid answerId) =>
        running.AnswerId == answerId ? Started(running.Id) : null;

    private StartTurnResult Again(TurnRecord turn, string modelTag, Guid answerId, bool keeps)
    {
        if (AnswerTo(turn.Id) is { } standing && turn.Outcome is not null) Keep(turn, standing);
        turns[turn.Id] = turn with { IsRunning = true, Attempt = turn.Attempt + 1, ModelTag = modelTag, Sent = null, AnswerId = answerId, Seams = Seams.None, KeepsFollowing = keeps };
        return Started(turn.Id);
    }

    private StartTurnResult Started(Guid turnId) => new(
        StartTurnStatus.Started, messages[turnId], turns[turnId], Standing(turnId), Instructions: instructions.GetValueOrDefault(turns[turnId].ConversationId));

    private TurnRecord? Running(Guid conversation) => turns.Values.SingleOrDefault(turn => turn.ConversationId == conversation && turn.IsRunning);

    private Message? AnswerTo(Guid turnId) => messages.TryGetValue(turnId, out var question)
        ? In(question.ConversationId).SingleOrDefault(m => m.Sequence == question.Sequence + 1)
        : null;

    private IEnumerable<Message> In(Guid conversation) => messages.Values.Where(m => m.ConversationId == conversation).OrderBy(m => m.Sequence);

    /// <summary>As the bytes are in network order, which is not how .NET compares.</summary>
    private bool IsAtLimit(Guid userId, int? limit) =>
        turns.Values.Count(turn => turn.IsRunning && OwnerOf(turn.ConversationId) == userId) >= limit;

    private static DateTime Later(DateTime a, DateTime b) => a < b ? b : a;

    private static int Order(Guid a, Guid b) => a.ToByteArray(bigEndian: true).AsSpan().SequenceCompareTo(b.ToByteArray(bigEndian: true));

    private static void Refuse(bool refused)
    {
        if (refused) throw new InvalidOperationException("A store refuses this with an exception, having written nothing.");
    }
}
