using LiteDB;

namespace SamosaChaat.Shared.Storage.LiteDb;

/// <summary>The collections of a document store. Within a query they show one state; within a command they are the writer's own.</summary>
public sealed class DocumentSession
{
    internal DocumentSession(ILiteDatabase database)
    {
        DocumentCollection Open(string name) => new(database.GetCollection(name, BsonAutoId.Guid), () => Changed = true);
        Users = Open("users");
        Sessions = Open("sessions");
        Conversations = Open("conversations");
        Shelves = Open("shelves");
        Messages = Open("messages");
        Generations = Open("generations");
        Running = Open("running");
        Checkpoints = Open("checkpoints");
    }

    public DocumentCollection Users { get; }

    public DocumentCollection Sessions { get; }

    public DocumentCollection Conversations { get; }

    /// <summary>Users' lists of conversations, a stretch of one a document.</summary>
    public DocumentCollection Shelves { get; }

    public DocumentCollection Messages { get; }

    /// <summary>Turns, by the id of their user message.</summary>
    public DocumentCollection Generations { get; }

    /// <summary>The turn that runs in a conversation, by the conversation's id.</summary>
    public DocumentCollection Running { get; }

    /// <summary>What running attempts have written so far, in pieces, by <see cref="Keys"/> of turn and position.</summary>
    public DocumentCollection Checkpoints { get; }

    public IReadOnlyList<DocumentCollection> All => [Users, Sessions, Conversations, Shelves, Messages, Generations, Running, Checkpoints];

    /// <summary>True once a write has changed something; the writer resets it for each transaction.</summary>
    internal bool Changed { get; set; }
}
