using SamosaChaat.Shared.Domain;

namespace SamosaChaat.Shared.Demo;

/// <summary>What there shall be. The same plan is the same data, ids and times included.</summary>
/// <param name="Day">Everything happened before it began, UTC.</param>
/// <param name="Conversations">Of each user.</param>
/// <param name="Messages">Of each conversation, about.</param>
/// <param name="FirstEmail">The first user's; one of the seed's own where that is null.</param>
internal sealed record SeedPlan(int Seed, DateOnly Day, int Users, int Conversations, int Messages, string? FirstEmail = null)
{
    public const int DefaultSeed = 42;

    /// <summary>Whom everybody can sign in as who has read the documents.</summary>
    public const string DemoEmail = "demo@example.com";

    public static SeedPlan Demo(int seed, DateOnly day) => new(seed, day, Users: 4, Conversations: 24, Messages: 6, DemoEmail);
}

/// <param name="Conversations">Made while they are read, the same ones every time.</param>
internal sealed record SeededUser(User User, IEnumerable<SeededConversation> Conversations);

internal sealed record SeededConversation(Conversation Conversation, IReadOnlyList<SeededTurn> Turns);

/// <param name="Record">As it began.</param>
/// <param name="Answer">Null if nothing was written.</param>
internal sealed record SeededTurn(Message Question, TurnRecord Record, Message? Answer, StoredOutcome Outcome, SentPrompt Sent, DateTime EndedAt);
