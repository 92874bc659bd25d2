namespace SamosaChaat.Bench.Soak;

/// <summary>Names the servers that people use, or the only one, and takes what they do there.</summary>
internal interface IServers
{
    int Seed { get; }

    Tally Tally { get; }

    /// <summary>Returns one that listens, or the next one that will.</summary>
    Task<ServerRun> CurrentRunAsync();

    /// <summary>Takes a conversation that a person has begun.</summary>
    Talk Add(Guid conversation, Person owner);

    /// <summary>Takes the access token of a session that a server has ended.</summary>
    void SignedOut(string token);
}
