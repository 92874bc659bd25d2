using SamosaChaat.Shared.Storage.LiteDb;

namespace SamosaChaat.Shared.Schema;

/// <summary>Names the collections of this program in a document store.</summary>
internal static class Collections
{
    public static readonly IReadOnlyList<string> Names =
    [
        "users", "sessions", "api_keys", "identities", "usage", "invites", "conversations", "trash", ConversationBuckets.Listed,
        ConversationBuckets.Archived, ConversationBuckets.Pinned, ConversationBuckets.Temporary, "instructions", "messages", "generations",
        "running", "checkpoints", "versions", "audit", "audit_unsealed", Schema.SearchSections.Name,
    ];

    extension(DocumentSession db)
    {
        public DocumentCollection Users => db.Collection("users");

        public DocumentCollection Sessions => db.Collection("sessions");

        /// <summary>The rights to create an account, by <see cref="Domain.Invite.Id"/>.</summary>
        public DocumentCollection Invites => db.Collection("invites");

        public DocumentCollection ApiKeys => db.Collection("api_keys");

        /// <summary>Who users are at identity providers, by <see cref="Domain.ExternalIdentity.Id"/>.</summary>
        public DocumentCollection Identities => db.Collection("identities");

        /// <summary>What users have used, by the user's id.</summary>
        public DocumentCollection Usage => db.Collection("usage");

        public DocumentCollection Conversations => db.Collection("conversations");

        /// <summary>The conversations in the trash, by their ids. No other collection of conversations has them.</summary>
        public DocumentCollection Trash => db.Collection("trash");

        /// <summary>The instructions of conversations, by the conversation's id.</summary>
        public DocumentCollection Instructions => db.Collection("instructions");

        public DocumentCollection Messages => db.Collection("messages");

        /// <summary>Turns, by the id of their user message.</summary>
        public DocumentCollection Turns => db.Collection("generations");

        /// <summary>The running turn of a conversation, by the conversation's id.</summary>
        public DocumentCollection Running => db.Collection("running");

        /// <summary>The pieces that running attempts have written so far, by <see cref="Keys"/> of turn and position.</summary>
        public DocumentCollection Checkpoints => db.Collection("checkpoints");

        /// <summary>The versions of answers, by <see cref="Keys"/> of turn and attempt.</summary>
        public DocumentCollection Versions => db.Collection("versions");

        /// <summary>The chain of the audit log, by the numbers of its entries.</summary>
        public DocumentCollection Audit => db.Collection("audit");

        /// <summary>The entries that are not in the chain yet.</summary>
        public DocumentCollection AuditUnsealed => db.Collection("audit_unsealed");

        /// <summary>The index of messages, by <see cref="Keys"/> of conversation and number.</summary>
        public DocumentCollection SearchSections => db.Collection(Schema.SearchSections.Name);

        /// <summary>Every collection of this program.</summary>
        public IEnumerable<DocumentCollection> Tables => Names.Select(db.Collection);
    }
}
