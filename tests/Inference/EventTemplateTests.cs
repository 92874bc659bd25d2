namespace SamosaChaat.Tests.Inference;

/// <summary>What follows an event is read as it would be alone, however alike the two are.</summary>
public sealed class EventTemplateTests
{
    [Theory]
    [InlineData("{\"token\": \"two\", \"gpu\": 0}", "two")]
    [InlineData("{\"token\": \"\", \"gpu\": 0}", "")]
    [InlineData("{\"token\": \"\u20AC \uD83E\uDD5F\", \"gpu\": 0}", "\u20AC \uD83E\uDD5F")]
    [InlineData("{\"token\": \"a \\\"quote\\\" \\n \\u20AC\", \"gpu\": 0}", "a \"quote\" \n \u20AC")]
    [InlineData("{\"token\": \"a\", \"token\": \"b\", \"gpu\": 0}", "b")]
    [InlineData("{\"token\": \"a\", \"x\": \"b\", \"gpu\": 0}", "a")]
    [InlineData("{\"token\": \"two\", \"gpu\": 1}", "two")]
    [InlineData("{\"token\":\"two\"}", "two")]
    [InlineData("{\"gpu\": 0}", "")]
    [InlineData("{\"token\": null, \"gpu\": 0}", "")]
    public async Task Each_event_of_nanochat_is_read_as_JSON(string second, string token)
    {
        var read = await AnswerRead.OfAsync(
            "nanochat",
            $"data: {{\"token\": \"one\", \"gpu\": 0}}\n\ndata: {second}\n\ndata: {{\"token\": \"three\", \"gpu\": 0}}\n\ndata: {{\"done\": true}}\n\n");

        Assert.Equal(new($"one{token}three", "", "stop", OutputTokens: null, Failure: null), read);
    }

    [Theory]
    [InlineData("{\"token\": \"a\0b\", \"gpu\": 0}")]
    [InlineData("{\"token\": \"a\"b\", \"gpu\": 0}")]
    [InlineData("{\"token\": \"a\\\", \"gpu\": 0}")]
    [InlineData("{\"token\": \"a\\x\", \"gpu\": 0}")]
    [InlineData("{\"token\": \"a\", \"gpu\": 0}}")]
    [InlineData("{\"token\": \", \"gpu\": 0}")]
    public async Task What_is_no_JSON_is_not_taken_for_an_event_like_the_one_before(string second)
    {
        var read = await AnswerRead.OfAsync("nanochat", $"data: {{\"token\": \"one\", \"gpu\": 0}}\n\ndata: {second}\n\n");

        Assert.Equal("one", read.Content);
        Assert.StartsWith("sent an event that is not JSON", read.Failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("two", "two")]
    [InlineData("", "")]
    [InlineData("a \\\"quote\\\" \\n \\u20AC", "a \"quote\" \n \u20AC")]
    [InlineData("a\",\"reasoning\":\"b", "a")]
    [InlineData("a\",\"content\":\"b", "b")]
    public async Task Each_chunk_of_openai_is_read_as_JSON(string second, string token)
    {
        var read = await AnswerRead.OfAsync("openai", Chunk("one") + Chunk(second) + Chunk("three") + Chunk("", "\"stop\""));

        Assert.Equal($"one{token}three", read.Content);
        Assert.Equal("stop", read.Finish);

        static string Chunk(string content, string finish = "null") =>
            $"data: {{\"choices\":[{{\"index\":0,\"delta\":{{\"content\":\"{content}\"}},\"finish_reason\":{finish}}}]}}\n\n";
    }
}
