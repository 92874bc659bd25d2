using System.Text;
using System.Text.Json.Nodes;
using SamosaChaat.Features.Auth.Register;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Transfer.Imports;
using SamosaChaat.Tests.Storage;

namespace SamosaChaat.Tests.Transfer;

/// <summary>Exports whose hashes are right, and whose content no server wrote. Each stores nothing, and a good conversation behind it arrives.</summary>
public sealed class HostileExportTests : IDisposable
{
    private const string Header = """{"type":"export","format":"samosachaat","version":1}""";
    private const string Time = "2026-03-01T12:30:15Z";

    private readonly TempStore store = new(StorageOptions.Sqlite);
    private readonly User user = Some.User();

    /// <summary>The path of a property in the conversation or in its second turn, and a wrong value.</summary>
    public static TheoryData<string, string> WrongValues { get; } = new()
    {
        { "conversation.title", "\"\"" },
        { "conversation.title", "\"a\\nb\"" },
        { "conversation.title", "\"a\\u202eb\"" },
        { "conversation.title", "null" },
        { "conversation.model_tag", "\"\\u0000\"" },
        { "conversation.id", "\"00000000-0000-0000-0000-000000000000\"" },
        { "conversation.id", "\"a\"" },
        { "conversation.created_at", "\"1969-12-31T23:59:59Z\"" },
        { "conversation.created_at", "\"2026-03-01T12:30:15\"" },
        { "conversation.created_at", "\"yesterday\"" },
        { "conversation.instructions", "\"\"" },
        { "conversation.active", "7" },
        { "conversation.active", "null" },
        { "turn.content", "\"\"" },
        { "turn.content", "\"a\\u0000b\"" },
        { "turn.content", "\"\\ud83d\"" },
        { "turn.sequence", "0" },
        { "turn.sequence", "3" },
        { "turn.sequence", "-2" },
        { "turn.sequence", "16777216" },
        { "turn.sequence", "1e3" },
        { "turn.parent", "2" },
        { "turn.parent", "4" },
        { "turn.parent", "-4" },
        { "turn.parent_attempt", "-1" },
        { "turn.attempt", "-1" },
        { "turn.attempt", "2147483647" },
        { "turn.outcome", "null" },
        { "turn.outcome.attempt", "5" },
        { "turn.outcome.finish_reason", "\"tired\"" },
        { "turn.outcome.error", "{\"a\":1}" },
        { "turn.outcome.error", "\"a\"" },
        { "turn.outcome.reasoning", "{\"content\":\"a\",\"tokens\":-1}" },
        { "turn.outcome.prompt", "{\"messages\":null}" },
        { "turn.outcome.prompt", "{\"messages\":[],\"tokens\":1,\"left_out\":[\"a b\"],\"empty_answers\":[],\"system_prompt_tokens\":0,\"instructions_tokens\":0}" },
        { "turn.outcome.prompt", "{\"messages\":[],\"tokens\":1,\"left_out\":[null],\"empty_answers\":[],\"system_prompt_tokens\":0,\"instructions_tokens\":0}" },
        { "turn.sampling.temperature", "1e999" },
        { "turn.sampling.temperature", "-0.1" },
        { "turn.sampling.max_tokens", "0" },
        { "turn.sampling.top_k", "201" },
        { "turn.answer.token_count", "-1" },
        { "turn.answer.inference_time_ms", "1.5" },
        { "turn.answer.content", "null" },
        { "turn.type", "\"question\"" },
        { "turn.type", "7" },
        { "end.turns", "1" },
        { "end.id", "\"11111111-1111-1111-1111-111111111111\"" },
    };

    public void Dispose() => store.Dispose();

    [Theory]
    [MemberData(nameof(WrongValues))]
    public async Task A_wrong_value_is_refused(string path, string value)
    {
        var parts = path.Split('.');
        var lines = Conversation();
        var at = parts[0] switch { "conversation" => 0, "turn" => 2, _ => 3 };
        lines[at] = With(lines[at], parts[1..], value);

        await IsRefusedAsync(lines);
    }

    [Fact]
    public async Task Ids_that_occur_twice_are_refused()
    {
        var lines = Conversation();
        var question = JsonNode.Parse(lines[1])!["id"]!.ToJsonString();

        await IsRefusedAsync([lines[0], lines[1], With(lines[2], ["id"], question), lines[3]]);
        await IsRefusedAsync([lines[0], lines[1], With(lines[2], ["answer", "id"], question), lines[3]]);
        await IsRefusedAsync([With(lines[0], ["id"], question), lines[1], lines[2], With(lines[3], ["id"], question)]);
    }

    [Fact]
    public async Task A_line_with_a_property_twice_or_with_one_missing_is_refused()
    {
        var lines = Conversation();

        await IsRefusedAsync([lines[0], lines[1], lines[2].Replace("\"parent\":", "\"parent\":0,\"parent\":", StringComparison.Ordinal), lines[3]]);
        await IsRefusedAsync([lines[0], lines[1], lines[2].Replace("\"parent_attempt\":0,", "", StringComparison.Ordinal), lines[3]]);
    }

    [Fact]
    public async Task A_text_that_is_too_long_is_refused()
    {
        var lines = Conversation();

        await IsRefusedAsync([With(lines[0], ["title"], $"\"{new string('a', TextLimits.Title + 1)}\""), .. lines[1..]]);
        await IsRefusedAsync([lines[0], With(lines[1], ["content"], $"\"{new string('a', TextLimits.Content + 1)}\""), .. lines[2..]]);
    }

    [Fact]
    public async Task A_message_has_at_most_50_versions()
    {
        var lines = Conversation();
        string[] versions = [.. Enumerable.Range(1, 50).Select(attempt => Version(lines[2], attempt))];
        var turn = With(lines[2], ["attempt"], "60");

        await IsRefusedAsync([lines[0], lines[1], turn, .. versions, With(lines[3], ["versions"], "50")]);
        Assert.Equal(ImportResults.Imported, Assert.Single(await ImportAsync([lines[0], lines[1], turn, .. versions[1..], With(lines[3], ["versions"], "49")])).Result);

        static string Version(string turn, int attempt)
        {
            var (outcome, answer) = (JsonNode.Parse(turn)!["outcome"]!.AsObject(), JsonNode.Parse(turn)!["answer"]!.AsObject());
            outcome["attempt"] = attempt;
            answer["id"] = Guid.CreateVersion7();
            return new JsonObject { ["type"] = "version", ["turn"] = JsonNode.Parse(turn)!["id"]!.DeepClone(), ["outcome"] = outcome.DeepClone(), ["answer"] = answer.DeepClone() }.ToJsonString();
        }
    }

    [Fact]
    public async Task A_conversation_that_is_too_large_is_refused()
    {
        var lines = Conversation();
        var large = With(lines[1], ["answer", "content"], $"\"{new string('a', 70_000)}\"");

        await IsRefusedAsync([lines[0], large, lines[2], lines[3]], maxConversation: 65_536);
        await IsRefusedAsync([lines[0], With(lines[1], ["answer", "content"], $"\"{new string('a', 40_000)}\""), With(lines[2], ["answer", "content"], $"\"{new string('a', 40_000)}\""), lines[3]], maxConversation: 65_536);
    }

    [Fact]
    public async Task Deep_JSON_and_bytes_that_are_no_text_are_refused()
    {
        var lines = Conversation();

        await IsRefusedAsync([lines[0], lines[1], $"{{\"type\":\"turn\",\"a\":{new string('[', 100_000)}{new string(']', 100_000)}}}", lines[3]]);
        // As Latin-1 the character is one byte, which no text in UTF-8 has.
        string[] all = [Header, .. lines, End(1, 5)];
        var found = await AccountAsync(Files.Of(all.Select(line => Encoding.Latin1.GetBytes(line.Replace("And then?", "And \u00ff", StringComparison.Ordinal)))));
        Assert.Equal(ImportResults.Invalid, Assert.Single(found).Result);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"type":"end","conversations":0,"lines":1}""")]
    [InlineData("""{"type":"export","format":"samosachaat","version":2}""")]
    [InlineData("""{"type":"export","format":"another","version":1}""")]
    public async Task What_is_no_export_is_not_recognised(string text) => Assert.Null(await Files.ImportAsync(store, user.Id, Encoding.UTF8.GetBytes(text)));

    private async Task IsRefusedAsync(string[] lines, int maxConversation = Files.MaxConversation)
    {
        var results = await ImportAsync([.. lines, .. Conversation()], maxConversation);

        Assert.Contains(results, result => result is { Result: ImportResults.Invalid, Detail: not null });
        Assert.Equal(ImportResults.Imported, results[^1].Result);
        Assert.Equal(1, results.Count(result => result.Result == ImportResults.Imported));
    }

    private async Task<List<ImportResult>> ImportAsync(string[] lines, int maxConversation = Files.MaxConversation)
    {
        var conversations = lines.Count(line => line.StartsWith("""{"type":"conversation",""", StringComparison.Ordinal));
        return await AccountAsync(Files.Of([Header, .. lines, End(conversations, lines.Length + 1)]), maxConversation);
    }

    /// <summary>Imports into an account of its own.</summary>
    private async Task<List<ImportResult>> AccountAsync(byte[] file, int maxConversation = Files.MaxConversation)
    {
        var account = Some.User();
        Assert.True(await store.WriteAsync(new AddUser(account, Some.Session(account))));
        var results = (await Files.ImportAsync(store, account.Id, file, maxConversation: maxConversation))!;
        var stored = Files.Lines(await Files.ExportAsync(store, account.Id)).Count(line => line.StartsWith("""{"type":"conversation",""", StringComparison.Ordinal));
        Assert.Equal(results.Count(result => result.Result == ImportResults.Imported), stored);
        return results;
    }

    /// <summary>A conversation with two turns: its line, those of the turns, and its end.</summary>
    private static string[] Conversation()
    {
        var id = Guid.CreateVersion7();
        return
        [
            $$"""{"type":"conversation","id":"{{id}}","title":"Dough","model_tag":"demo","created_at":"{{Time}}","updated_at":"{{Time}}","instructions":null,"active":2}""",
            Turn(0),
            Turn(2),
            $$"""{"type":"conversation_end","id":"{{id}}","turns":2,"versions":0}""",
        ];
    }

    private static string Turn(int sequence) => $$$"""
        {"type":"turn","id":"{{{Guid.CreateVersion7()}}}","sequence":{{{sequence}}},"parent":{{{sequence - 2}}},"parent_attempt":0,"content":"And then?","model_tag":"demo","created_at":"{{{Time}}}","sampling":{"temperature":null,"max_tokens":null,"top_k":null},"attempt":0,"started_at":"{{{Time}}}","ended_at":"{{{Time}}}","outcome":{"attempt":0,"model_tag":"demo","finish_reason":"stop","error":null,"reasoning":null,"prompt":null},"answer":{"id":"{{{Guid.CreateVersion7()}}}","content":"Rest.","token_count":2,"model_tag":"demo","inference_time_ms":3,"created_at":"{{{Time}}}"}}
        """;

    private static string End(int conversations, int lines) => $$"""{"type":"end","conversations":{{conversations}},"lines":{{lines}}}""";

    /// <summary>Puts a value into a line as it stands, since it may be no JSON that a node can hold.</summary>
    private static string With(string line, string[] path, string value)
    {
        var root = JsonNode.Parse(line)!;
        var place = path[..^1].Aggregate(root, (node, name) => node[name]!);
        place[path[^1]] = "the mark";
        return root.ToJsonString().Replace("\"the mark\"", value, StringComparison.Ordinal);
    }
}
