using SamosaChaat.Shared.Domain;

namespace SamosaChaat.Shared.Demo;

/// <summary>Defines the amount of seeded data. The same plan gives the same data, including ids and times.</summary>
/// <param name="Day">The UTC day. All data is older than its start.</param>
/// <param name="Conversations">The number of conversations per user.</param>
/// <param name="Messages">The approximate number of messages per conversation.</param>
/// <param name="FirstEmail">The email of the first user. Null means a generated one.</param>
internal sealed record SeedPlan(int Seed, DateOnly Day, int Users, int Conversations, int Messages, string? FirstEmail = null)
{
    public const int DefaultSeed = 42;

    /// <summary>The documented email of the demo's first user.</summary>
    public const string DemoEmail = "demo@example.com";

    public static SeedPlan Demo(int seed, DateOnly day) => new(seed, day, Users: 4, Conversations: 24, Messages: 6, DemoEmail);
}

/// <param name="Conversations">The conversations. They are generated on every enumeration, with the same result.</param>
internal sealed record SeededUser(User User, IEnumerable<SeededConversation> Conversations);

internal sealed record SeededConversation(Conversation Conversation, IReadOnlyList<SeededTurn> Turns);

/// <param name="Record">The turn's record at its start.</param>
/// <param name="Answer">The answer. Null if the model wrote nothing.</param>
internal sealed record SeededTurn(
    Message Question, TurnRecord Record, Message? Answer, StoredOutcome Outcome, SentPrompt Sent, DateTime EndedAt);
