using System.Globalization;
using System.Text;

namespace SamosaChaat.Tests.Inference;

/// <summary>Whatever a server changes in the parts of its stream that do not matter, the answer loses no character.</summary>
public sealed class MutationTests(ITestOutputHelper output)
{
    private const int Streams = 3000;

    [Theory]
    [InlineData("nanochat")]
    [InlineData("openai")]
    public async Task Mutations_of_what_does_not_matter_never_change_the_answer(string kind)
    {
        var first = int.Parse(Environment.GetEnvironmentVariable("SAMOSACHAAT_MUTATION_SEED") ?? "1", CultureInfo.InvariantCulture);
        var characters = 0;
        for (var seed = first; seed < first + Streams; seed++)
        {
            var random = new Random(seed);
            var mutated = new MutatedStream(random);
            var text = mutated.Text();
            var stream = mutated.Write(kind, text);

            var read = await AnswerRead.OfAsync(kind, Encoding.UTF8.GetBytes(stream), atOnce: random.Next(3) == 0 ? 1 : random.Next(1, 400));

            Assert.True(
                read == new AnswerRead(text, "", "stop", OutputTokens: null, Failure: null), $"Seed {seed}: {read}\ninstead of {text}, from\n{stream}");
            characters += text.Length;
        }

        output.WriteLine($"{kind}: {Streams} streams from seed {first}, {characters} characters.");
    }

    [Theory]
    [InlineData("nanochat")]
    [InlineData("openai")]
    public async Task A_stream_may_be_split_at_every_byte(string kind)
    {
        var mutated = new MutatedStream(new Random(7));
        var text = mutated.Text();
        var bytes = Encoding.UTF8.GetBytes(mutated.Write(kind, text));

        for (var at = 1; at < bytes.Length; at++)
        {
            var read = await AnswerRead.OfAsync(kind, bytes, atOnce: at);
            Assert.Equal(text, read.Content);
        }
    }
}
