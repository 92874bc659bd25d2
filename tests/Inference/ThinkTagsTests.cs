namespace SamosaChaat.Tests.Inference;

/// <summary>Reasoning that a model writes into its text, on both kinds of upstreams, wherever it is cut into tokens.</summary>
public sealed class ThinkTagsTests
{
    public static TheoryData<string, string, string> Texts => new()
    {
        { "<think>hm</think>text", "hm", "text" },
        { "<think>\nhm\n</think>\n\ntext", "hm\n", "text" },
        { "\n <think>hm</think> text", "hm", "text" },
        { "<think></think>text", "", "text" },
        { "<think>\n\n</think>\n\ntext", "", "text" },
        { "<think>a < b </thin </think>text", "a < b </thin ", "text" },
        { "<think>hm", "hm", "" },
        { "<think>hm</thi", "hm</thi", "" },
        { "<think>hm</think>", "hm", "" },
        { "<thi", "", "<thi" },
        { "<thinker>text", "", "<thinker>text" },
        { "text <think>hm</think>", "", "text <think>hm</think>" },
        { " text", "", " text" },
        { "<think>a</think>b<think>c</think>", "a", "b<think>c</think>" },
        { "<think>\uD83E\uDD5F</think>\uD83E\uDD5F", "\uD83E\uDD5F", "\uD83E\uDD5F" },
        { "", "", "" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Reasoning_in_tags_is_told_from_the_text(string text, string reasoning, string content)
    {
        foreach (var kind in new[] { "nanochat", "openai" })
        {
            foreach (var size in new[] { 1, 2, 3, 5, 7, 8, 1000 })
            {
                var read = await AnswerRead.OfAsync(kind, StreamOf(kind, text.Chunk(size).Select(token => new string(token))));
                Assert.Equal(new(content, reasoning, "stop", OutputTokens: null, Failure: null), read);
            }
        }
    }

    [Fact]
    public async Task A_setting_leaves_the_tags_in_the_text()
    {
        var read = await AnswerRead.OfAsync("openai", StreamOf("openai", ["<think>", "hm</think>", "text"]), thinkTags: false);

        Assert.Equal(("<think>hm</think>text", ""), (read.Content, read.Reasoning));
    }

    private static string StreamOf(string kind, IEnumerable<string> tokens)
    {
        var json = tokens.Select(MutatedStream.Quote);
        return kind == "nanochat"
            ? string.Concat(json.Select(token => $"data: {{\"token\":{token}}}\n\n")) + "data: {\"done\":true}\n\n"
            : string.Concat(json.Select(token => CompletionAnswerTests.Chunk($"{{\"content\":{token}}}"))) + CompletionAnswerTests.Chunk("{}", "\"stop\"");
    }
}
