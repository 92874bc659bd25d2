using SamosaChaat.Bench.Streams;

namespace SamosaChaat.Bench.Load;

/// <summary>How somebody is asked for an answer, and what a whole one looks like.</summary>
internal interface ITarget
{
    /// <summary>Events that come before the first token.</summary>
    int EventsBefore { get; }

    EventScanner Scanner();

    /// <param name="client">Whose turn it is, from 0.</param>
    HttpRequestMessage Request(string model, int client);
}
