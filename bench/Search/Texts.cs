using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;

namespace SamosaChaat.Bench.Search;

/// <summary>Makes messages of words as a language has them: few are common, and most are rare.</summary>
internal sealed class Texts(Guid userId)
{
    public const int PerConversation = 20;
    private const int Words = 30_000;
    private const int PerMessage = 60;

    private readonly Random random = new(1);

    /// <summary>Returns a word, the more common the smaller its number: half of all words are among the first hundred or so.</summary>
    public static string Word(int number) => $"w{number}";

    /// <summary>Returns the next conversation with its messages, a second after each other.</summary>
    public AddTalk Next(DateTime time)
    {
        var conversation = new Conversation(Guid.CreateVersion7(time), userId, $"About {Some()}", "demo", time, time.AddSeconds(PerConversation));
        var messages = Enumerable.Range(0, PerConversation).Select(i => new Message(
            Guid.CreateVersion7(time.AddSeconds(i)), conversation.Id, i, i % 2 == 0 ? Roles.User : Roles.Assistant,
            string.Join(' ', Enumerable.Range(0, PerMessage).Select(_ => Some())), PerMessage, "demo", 0, time.AddSeconds(i)));
        return new(conversation, [.. messages]);
    }

    private string Some() => Word((int)Math.Pow(Words, random.NextDouble()));

    internal sealed class AddTalk(Conversation conversation, Message[] messages) : TableCommand<bool, bool>
    {
        internal override Guid Key => conversation.Id;

        internal override ValueTask<bool> LookAsync(ITableReader db) => new(true);

        internal override bool Decide(bool seen, ITableWriter writes)
        {
            writes.Add(conversation);
            foreach (var message in messages) writes.Add(message);
            return true;
        }
    }
}
