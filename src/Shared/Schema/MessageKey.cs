using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Schema;

/// <summary>
/// Writes the parts of statements in which SQL engines differ, because their tables have other keys. PostgreSQL's key of a message is its
/// conversation and its sequence. SQLite's is <c>place</c>: the conversation's number times 2^24, plus the sequence. A conversation's messages
/// are then on few pages (docs/decisions/0009). The parts belong to statements with the parameter <c>@conversation</c>.
/// </summary>
internal abstract class MessageKey
{
    /// <summary>The number of places of a conversation, 2^24, as statements have it.</summary>
    public const string Places = "16777216";

    /// <summary>The greatest sequence, as statements have it.</summary>
    public const string MaxSequence = "16777215";

    /// <summary>The column that orders the messages of a conversation.</summary>
    public abstract string Order { get; }

    /// <summary>The column of an instructions' row that names its conversation.</summary>
    public abstract string ConversationKey { get; }

    /// <summary>The column of a conversation that <see cref="ConversationKey"/> refers to.</summary>
    public abstract string ConversationId { get; }

    /// <summary>Selects the row of <see cref="ConversationKey"/>.</summary>
    public abstract string OfKey { get; }

    /// <summary>The columns of a new message before those of <see cref="MessageMapping.Columns"/>. Ends with a comma unless empty.</summary>
    public abstract string FirstColumns { get; }

    /// <summary>The values of <see cref="FirstColumns"/>, selected from <see cref="Conversation"/>.</summary>
    public abstract string FirstValues { get; }

    /// <summary>Selects the conversation of a new message, where a foreign key does not refuse a missing one.</summary>
    public abstract string Conversation { get; }

    /// <summary>
    /// The mark of a message that is in the index of words. It may use the parameter <c>@created</c>. SQLite's index has the message under it.
    /// </summary>
    public abstract string Indexed { get; }

    /// <summary>Selects all messages of the conversation.</summary>
    public string OfConversation => Between("0", MaxSequence);

    /// <summary>Returns a statement's text for each engine.</summary>
    public static SqlText Text(Func<MessageKey, string> text) => new(text(OnSqlite.Instance), text(OnPostgres.Instance));

    /// <summary>Selects the message with this sequence, or nothing for an impossible one.</summary>
    public abstract string At(string sequence);

    /// <summary>Selects the messages between two sequences, both included.</summary>
    public abstract string Between(string low, string high);

    /// <summary>Selects the messages of the conversation in a row with this alias.</summary>
    public abstract string Of(string conversations);

    /// <summary>Is true if one row of messages comes directly before another one.</summary>
    public abstract string Precedes(string one, string other);

    private sealed class OnSqlite : MessageKey
    {
        /// <summary>
        /// Computes the place of message 0. Gives null if there is no such conversation. No message has the place null.
        /// </summary>
        private const string First = "(SELECT number FROM conversations WHERE id = @conversation) * " + Places;

        public static readonly OnSqlite Instance = new();

        public override string Order => "place";

        public override string ConversationKey => "number";

        public override string ConversationId => "number";

        public override string OfKey => "number = (SELECT number FROM conversations WHERE id = @conversation)";

        public override string FirstColumns => "place, ";

        public override string FirstValues => $"number * {Places} + @sequence, ";

        public override string Conversation => "FROM conversations WHERE id = @conversation";

        public override string Indexed => SearchNumber.Next;

        public override string At(string sequence) => $"place = {First} + {sequence}";

        public override string Between(string low, string high) => $"place BETWEEN {First} + {low} AND {First} + {high}";

        public override string Of(string conversations) =>
            $"place BETWEEN {conversations}.number * {Places} AND ({conversations}.number + 1) * {Places} - 1";

        public override string Precedes(string one, string other) => $"{one}.place = {other}.place - 1";
    }

    private sealed class OnPostgres : MessageKey
    {
        public static readonly OnPostgres Instance = new();

        public override string Order => "sequence";

        public override string ConversationKey => "conversation_id";

        public override string ConversationId => "id";

        public override string OfKey => "conversation_id = @conversation";

        public override string FirstColumns => "";

        public override string FirstValues => "";

        public override string Conversation => "";

        public override string Indexed => "1";

        public override string At(string sequence) => $"conversation_id = @conversation AND sequence = {sequence}";

        public override string Between(string low, string high) =>
            $"conversation_id = @conversation AND sequence BETWEEN {low} AND {high}";

        public override string Of(string conversations) => $"conversation_id = {conversations}.id";

        public override string Precedes(string one, string other) =>
            $"{one}.conversation_id = {other}.conversation_id AND {one}.sequence = {other}.sequence - 1";
    }
}
