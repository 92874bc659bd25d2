namespace SamosaChaat.Bench.Fuzz.World;

/// <summary>What a token is worth.</summary>
internal enum Rights
{
    None,
    ReadKey,
    ChatKey,
    User,
    Admin,
}

/// <summary>Somebody with a token, and the ids of what is theirs.</summary>
internal sealed class Actor(Guid userId, string token, Rights rights)
{
    public Guid UserId => userId;

    public string Token => token;

    public Rights Rights => rights;

    public OwnIds Ids { get; } = new();
}
