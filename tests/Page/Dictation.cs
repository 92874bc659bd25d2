using System.Threading.Channels;

namespace SamosaChaat.Tests.Page;

/// <summary>A model that says word by word what its test tells it to, so that a test can look at the page between two words.</summary>
internal sealed class Dictation : IAsyncDisposable
{
    private readonly Channel<string?> words = Channel.CreateUnbounded<string?>();

    public Dictation() => Model.Script = async reply =>
    {
        await reply.BeginAsync();
        await foreach (var word in words.Reader.ReadAllAsync(reply.Gone))
        {
            if (word is null)
            {
                await reply.EndAsync();
                return;
            }

            await reply.TokenAsync(word);
        }
    };

    public OpenAiServer Model { get; } = new() { Models = ["dough-7b", "tamarind-small"] };

    public void Say(string word) => words.Writer.TryWrite(word);

    public void End() => words.Writer.TryWrite(null);

    /// <summary>A whole answer.</summary>
    public void Say(IEnumerable<string> answer)
    {
        foreach (var word in answer) Say(word);
        End();
    }

    public ValueTask DisposeAsync() => Model.DisposeAsync();
}
