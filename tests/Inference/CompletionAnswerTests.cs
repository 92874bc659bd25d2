namespace SamosaChaat.Tests.Inference;

/// <summary>Chunks as servers send them, in all their variety, and the answer that they are.</summary>
public sealed class CompletionAnswerTests
{
    private const string Stop = "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";

    /// <summary>In the middle of an answer, none of these is an end, an error, or a reason to lose a character.</summary>
    public static TheoryData<string> Harmless => [.. new[]
    {
        Chunk("{\"content\":\"b\"}", "\"\""),
        Chunk("{\"content\":\"b\"}", "\"null\""),
        Chunk("{\"content\":\"b\"}", "\" None \""),
        Chunk("{\"content\":\"b\"}", "false"),
        Chunk("{\"content\":\"b\"}", "{}"),
        Chunk("{\"role\":\"\",\"content\":\"b\"}"),
        Chunk("{\"role\":\"model\",\"content\":\"b\"}"),
        Chunk("{\"role\":7,\"content\":\"b\",\"tool_calls\":[],\"function_call\":null,\"refusal\":null,\"audio\":null}"),
        "data:\n\n" + Chunk("{\"content\":\"b\"}"),
        "data\n\n" + Chunk("{\"content\":\"b\"}"),
        "data: null\n\n" + Chunk("{\"content\":\"b\"}"),
        Chunk("{\"content\":\"no\"}").Replace("\"index\":0", "\"index\":1", StringComparison.Ordinal) + Chunk("{\"content\":\"b\"}"),
        Chunk("{}", "\"stop\"").Replace("\"index\":0", "\"index\":1", StringComparison.Ordinal) + Chunk("{\"content\":\"b\"}"),
        Chunk("{\"content\":\"b\"}").Replace("\"index\":0", "\"index\":null", StringComparison.Ordinal),
        Chunk("{\"content\":\"b\"}").Replace("\"index\":0,", "", StringComparison.Ordinal),
        Chunk("{\"content\":\"b\"}").Replace("\"created\":1", "\"created\":1732022963.25", StringComparison.Ordinal),
        Chunk("{\"content\":\"b\"}").Replace("\"created\":1", "\"created\":null", StringComparison.Ordinal),
        Chunk("{\"content\":\"b\"}").Replace("\"created\":1", "\"created\":\"\"", StringComparison.Ordinal),
        Chunk("{\"content\":\"b\"}").Replace("\"created\":1", "\"created\":\"2026-11-29\"", StringComparison.Ordinal),
        Chunk("{\"content\":\"b\"}").Replace("\"created\":1", "\"created\":1732022963250", StringComparison.Ordinal),
        Chunk("{\"content\":\"b\"}").Replace("\"created\":1", "\"created\":1e999", StringComparison.Ordinal),
        Chunk("{\"content\":\"b\"}").Replace("\"id\":\"c\"", "\"id\":42", StringComparison.Ordinal),
        Chunk("{\"content\":\"b\"}").Replace("\"object\":\"chat.completion.chunk\"", "\"object\":\"\"", StringComparison.Ordinal),
        "data: {\"choices\":null}\n\n" + Chunk("{\"content\":\"b\"}"),
        "data: {\"choices\":[]}\n\n" + Chunk("{\"content\":\"b\"}"),
        "data: {\"choices\":\"\"}\n\n" + Chunk("{\"content\":\"b\"}"),
        "data: {\"choices\":[null,7,\"x\"]}\n\n" + Chunk("{\"content\":\"b\"}"),
        "data: {}\n\n" + Chunk("{\"content\":\"b\"}"),
        Chunk("{\"content\":\"b\"}", more: ",\"usage\":\"\""),
        Chunk("{\"content\":\"b\"}", more: ",\"usage\":null,\"error\":null"),
        Chunk("{\"content\":\"b\"}", more: ",\"usage\":[],\"error\":\"\""),
        Chunk("{\"content\":\"b\"}", more: ",\"error\":{},\"timings\":{\"x\":[1,{}]},\"x_groq\":null"),
        Chunk("{\"content\":\"b\"}", more: ",\"error\":{\"message\":null,\"code\":null}"),
        Chunk("null") + Chunk("{\"content\":\"b\"}"),
        Chunk("{\"content\":null}") + Chunk("{\"content\":\"b\"}"),
        Chunk("{\"content\":7}") + Chunk("{\"content\":\"b\"}"),
        Chunk("{\"content\":{}}") + Chunk("{\"content\":\"b\"}"),
        Chunk("{\"content\":[{\"type\":\"text\",\"text\":\"b\"}]}"),
        Chunk("{\"content\":[{\"type\":\"reference\",\"reference_ids\":[1]},{\"type\":\"text\",\"text\":\"b\"},null,7]}"),
        Chunk("{\"content\":[\"b\"]}"),
        Chunk("{\"refusal\":\"b\"}"),
        Chunk("{\"content\":null,\"refusal\":\"b\"}"),
        "data: {\"choices\":{\"delta\":{\"content\":\"b\"}}}\n\n",
        "data: {\"choices\":[{\"text\":\"b\"}]}\n\n",
    }];

    [Theory]
    [MemberData(nameof(Harmless))]
    public async Task A_harmless_chunk_costs_no_character(string middle)
    {
        var read = await AnswerRead.OfAsync("openai", Chunk("{\"content\":\"a\"}") + middle + Chunk("{\"content\":\"c\"}") + Stop + "data: [DONE]\n\n");

        Assert.Equal(new("abc", "", "stop", OutputTokens: null, Failure: null), read);
    }

    [Theory]
    [InlineData("eos", "stop")]
    [InlineData("eos_token", "stop")]
    [InlineData("end_turn", "stop")]
    [InlineData("STOP", "stop")]
    [InlineData("stop_sequence", "stop")]
    [InlineData("whatever", "stop")]
    [InlineData("tool_calls", "stop")]
    [InlineData("length", "length")]
    [InlineData("max_tokens", "length")]
    [InlineData("MAX_TOKENS", "length")]
    [InlineData("model_length", "length")]
    [InlineData("token_limit", "length")]
    [InlineData("content_filter", "content_filter")]
    [InlineData("SAFETY", "content_filter")]
    public async Task Each_servers_word_for_the_end_is_understood(string word, string finish)
    {
        foreach (var end in new[] { Chunk("{}", $"\"{word}\""), Chunk("{\"content\":\"\"}", $"\"{word}\"") + "data: [DONE]\n\n" })
        {
            var read = await AnswerRead.OfAsync("openai", Chunk("{\"content\":\"text\"}") + end);
            Assert.Equal(new("text", "", finish, OutputTokens: null, Failure: null), read);
        }

        var together = await AnswerRead.OfAsync("openai", Chunk("{\"content\":\"text\"}", $"\"{word}\""));
        Assert.Equal(("text", finish), (together.Content, together.Finish));
    }

    [Fact]
    public async Task An_unknown_word_before_any_text_is_no_end()
    {
        var read = await AnswerRead.OfAsync("openai", Chunk("{\"role\":\"assistant\"}", "\"running\"") + Chunk("{\"content\":\"text\"}") + Stop);

        Assert.Equal(("text", "stop"), (read.Content, read.Finish));
    }

    [Theory]
    [InlineData("{\"reasoning_content\":\"hm\"}")]
    [InlineData("{\"reasoning\":\"hm\"}")]
    [InlineData("{\"reasoning\":\"hm\",\"reasoning_content\":\"hm\"}")]
    [InlineData("{\"content\":\"\",\"reasoning_content\":\"hm\"}")]
    [InlineData("{\"thinking\":\"hm\"}")]
    [InlineData("{\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"hm\"}]}]}")]
    [InlineData("{\"content\":[{\"type\":\"thinking\",\"thinking\":\"hm\"}]}")]
    [InlineData("{\"content\":\"<think>hm</think>\"}")]
    [InlineData("{\"content\":\"<think>\\nhm</think>\\n\\n\"}")]
    public async Task Reasoning_is_no_part_of_the_answer(string delta)
    {
        var read = await AnswerRead.OfAsync("openai", Chunk(delta) + Chunk("{\"content\":\"text\"}") + Stop);

        Assert.Equal(new("text", "hm", "stop", OutputTokens: null, Failure: null), read);
    }

    [Theory]
    [InlineData("{\"completion_tokens\":7}", 7L)]
    [InlineData("{\"completion_tokens\":\"7\"}", 7L)]
    [InlineData("{\"completion_tokens\":7.0}", 7L)]
    [InlineData("{\"output_tokens\":7}", 7L)]
    [InlineData("{\"completion_tokens\":null,\"output_tokens\":7}", 7L)]
    [InlineData("{\"completion_tokens\":0}", null)]
    [InlineData("{\"completion_tokens\":-1}", null)]
    [InlineData("{\"completion_tokens\":null}", null)]
    [InlineData("{\"prompt_tokens\":7}", null)]
    [InlineData("{\"completion_tokens\":{}}", null)]
    [InlineData("{\"completion_tokens\":1e300}", null)]
    public async Task A_count_is_read_where_there_is_one(string usage, long? count)
    {
        var text = Chunk("{\"content\":\"text\"}");
        foreach (var stream in new[] { text + Stop + $"data: {{\"choices\":[],\"usage\":{usage}}}\n\n", text + Stop.Replace("}]}", $"}}],\"usage\":{usage}}}", StringComparison.Ordinal) })
        {
            Assert.Equal(new("text", "", "stop", count, Failure: null), await AnswerRead.OfAsync("openai", stream));
        }
    }

    [Theory]
    [InlineData("{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"text\"},\"finish_reason\":\"stop\"}],\"usage\":{\"completion_tokens\":1}}", 1L)]
    [InlineData("\n {\n  \"choices\": [\n {\"message\": {\"content\": \"text\"}} ]\n}\n", null)]
    [InlineData("[{\"choices\":[{\"message\":{\"content\":\"text\"}}]}]", null)]
    [InlineData("{\"choices\":[{\"delta\":{\"content\":\"te\"}}]}\n{\"choices\":[{\"delta\":{\"content\":\"xt\"},\"finish_reason\":\"stop\"}]}\n", null)]
    [InlineData("data: {\"choices\":[{\"message\":{\"content\":\"text\"},\"finish_reason\":\"stop\"}]}\n\n", null)]
    [InlineData("data: {\"choices\":[{\"delta\":{\"content\":\"te\"}}]}\n\ndata: {\"choices\":[{\"delta\":{\"content\":\"xt\"}}]}\n\ndata: {\"choices\":[{\"message\":{\"content\":\"text\"},\"finish_reason\":\"stop\"}]}\n\n", null)]
    public async Task A_whole_answer_where_a_stream_was_requested_is_the_answer(string body, long? count)
    {
        foreach (var atOnce in new[] { 1, 7, 10_000 })
        {
            Assert.Equal(new("text", "", "stop", count, Failure: null), await AnswerRead.OfAsync("openai", body, atOnce));
        }
    }

    [Theory]
    [InlineData("{\"tool_calls\":[{\"index\":0,\"function\":{\"name\":\"f\"}}]}", "\"tool_calls\"", "asked for a tool")]
    [InlineData("{\"function_call\":{\"name\":\"f\"}}", "\"stop\"", "asked for a tool")]
    [InlineData("{\"content\":\"text\"}", "\"error\"", "reported an error")]
    [InlineData("{\"content\":\"text\"}", "\"insufficient_system_resource\"", "reported an error")]
    public async Task An_end_without_an_answer_says_why(string delta, string finish, string failure)
    {
        var read = await AnswerRead.OfAsync("openai", Chunk(delta) + Chunk("{}", finish));

        Assert.StartsWith(failure, read.Failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("data: {\"error\":{\"message\":\"overloaded\"}}\n\n", "reported an error")]
    [InlineData("data: {\"error\":\"overloaded\"}\n\n", "reported an error")]
    [InlineData("event: error\ndata: {\"error\":{\"code\":500}}\n\n", "reported an error")]
    [InlineData("data: {\"object\":\"error\",\"message\":\"overloaded\"}\n\n", "reported an error")]
    [InlineData("data: nonsense\n\n", "sent an event that is not JSON (byte 1)")]
    [InlineData("data: [1]\n\n", "sent an event that is not a JSON object")]
    [InlineData("data: [DONE]\n\n", "ended its answer without a finish_reason")]
    [InlineData("", "The stream ended without a finish_reason.")]
    public async Task A_failure_is_told_apart_from_an_end(string stream, string failure)
    {
        var read = await AnswerRead.OfAsync("openai", Chunk("{\"content\":\"half\"}") + stream);

        Assert.Equal("half", read.Content);
        Assert.StartsWith(failure, read.Failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("data: {\"choices\":[{\"delta\":{\"content\":\"more\"}}]}\n\n")]
    [InlineData("data: nonsense\n\n")]
    [InlineData("data: {\"error\":{\"message\":\"late\"}}\n\n")]
    public async Task Nothing_after_the_end_changes_the_answer(string late)
    {
        Assert.Equal(new("text", "", "stop", OutputTokens: null, Failure: null), await AnswerRead.OfAsync("openai", Chunk("{\"content\":\"text\"}") + Stop + late));
    }

    [Theory]
    [InlineData("\\ud83e", "\\udd5f", "\uD83E\uDD5F")]
    [InlineData("\\ud83e", "x", "\uFFFDx")]
    [InlineData("x", "\\ud83e", "x")]
    public async Task A_pair_of_surrogates_may_be_cut_between_two_chunks(string first, string second, string text)
    {
        var read = await AnswerRead.OfAsync("openai", Chunk($"{{\"content\":\"{first}\"}}") + Chunk($"{{\"content\":\"{second}\"}}") + Stop);

        Assert.Equal((text, "stop"), (read.Content, read.Finish));
    }

    internal static string Chunk(string delta, string finish = "null", string more = "") =>
        "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":"
            + $"{delta},\"finish_reason\":{finish}}}]{more}}}\n\n";
}
