using SamosaChaat.Shared.Domain;

namespace SamosaChaat.Bench.Rows;

/// <summary>An engine's library as anybody uses it, on a data folder of ours. One thread at a time.</summary>
internal interface IRawEngine : IDisposable
{
    /// <summary>Durable, as far as the library goes, when it returns.</summary>
    void Insert(Message message);

    /// <summary>Removes messages from this place in their conversations on.</summary>
    void RemoveFrom(int sequence);
}
