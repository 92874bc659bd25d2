using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using SamosaChaat.Features.Auth.Register;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Inference;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Transfer.Exports;
using SamosaChaat.Shared.Transfer.Foreign;
using SamosaChaat.Shared.Transfer.Imports;
using SamosaChaat.Tests.Storage;

namespace SamosaChaat.Tests.Transfer;

/// <summary>Files of other programs arrive with their times, versions and the path that was shown, and only once.</summary>
public abstract class ForeignFilesTests(string engine) : IDisposable
{
    private static readonly TokenCounter Tokens = new();

    private readonly TempStore store = new(engine);

    public void Dispose()
    {
        store.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task ChatGPT_has_a_tree_with_hidden_nodes_and_a_current_node()
    {
        var file = ChatGpt("c1", "a1", [
            Node("root", null, null),
            Node("system", "root", "system", "Be helpful.", hidden: true),
            Node("q1", "system", "user", "one", time: 1_700_000_000.25),
            Node("a1", "q1", "assistant", "first answer", time: 1_700_000_001.5),
            Node("a2", "q1", "assistant", "second answer", time: 1_700_000_002),
            Node("q2", "a2", "user", "two", time: 1_700_000_003),
            Node("t1", "q2", "assistant", null, new JsonObject { ["content_type"] = "thoughts", ["thoughts"] = new JsonArray(new JsonObject { ["summary"] = "Plan", ["content"] = "Think." }) }),
            Node("t2", "t1", "assistant", null, new JsonObject { ["content_type"] = "reasoning_recap", ["content"] = "Thought for 3 s" }),
            Node("t3", "t2", "assistant", null, new JsonObject { ["content_type"] = "code", ["text"] = "print(1)" }, recipient: "python"),
            Node("t4", "t3", "tool", null, new JsonObject { ["content_type"] = "execution_output", ["text"] = "1" }),
            Node("a3", "t4", "assistant", "third answer", time: 1_700_000_004),
        ]);

        var user = await ImportAsync(file, ImportResults.Imported);

        var lines = await LinesAsync(user);
        Assert.Equal("Imported conversation", lines[0].Text("title"));
        Assert.Equal("gpt-x", lines[0].Text("model_tag"));
        Assert.Equal("2023-11-14T22:13:20.25Z", lines[1].Text("created_at"));
        Assert.Equal(("one", "first answer"), TurnOf(lines[1]));
        Assert.Equal("second answer", lines[2].GetProperty("answer").Text("content"));
        Assert.Equal(("two", "third answer"), TurnOf(lines[3]));
        Assert.Equal("Plan\nThink.", lines[3].GetProperty("outcome").GetProperty("reasoning").Text("content"));
        Assert.Equal((0, 0, 1), (lines[0].GetProperty("active").GetInt32(), lines[3].GetProperty("parent").GetInt32(), lines[3].GetProperty("parent_attempt").GetInt32()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("gone")]
    public async Task A_current_node_that_is_not_there_means_the_newest_message(string? current)
    {
        var file = ChatGpt("c1", current, [
            Node("q1", "missing", "user", "one", time: 1), Node("a1", "q1", "assistant", "older", time: 3), Node("a2", "q1", "assistant", "newer", time: 9),
        ]);

        Assert.Equal(("one", "newer"), TurnOf((await LinesAsync(await ImportAsync(file, ImportResults.Imported)))[1]));
    }

    [Fact]
    public async Task A_circle_of_parents_is_cut_and_nothing_of_it_is_lost()
    {
        var file = ChatGpt("c1", "a1", [Node("q1", "a1", "user", "one", time: 1), Node("a1", "q1", "assistant", "round", time: 2), Node("self", "self", "user", "alone", time: 3)]);

        var lines = await LinesAsync(await ImportAsync(file, ImportResults.Imported));

        Assert.Equal(["one", "alone"], lines.Where(line => line.Text("type") == "turn").Select(line => line.Text("content")));
    }

    [Fact]
    public async Task What_is_no_text_is_named_and_what_is_empty_says_so()
    {
        var parts = new JsonObject { ["content_type"] = "multimodal_text", ["parts"] = new JsonArray(new JsonObject { ["content_type"] = "image_asset_pointer", ["asset_pointer"] = "file-1" }, "What is this?") };
        var file = ChatGpt("c1", null, [
            Node("q1", null, "user", null, parts, attachments: ["a.pdf"]), Node("a1", "q1", "assistant", "A samosa.\0"), Node("a2", "a1", "assistant", "With chutney."), Node("q2", "a2", "user", " "),
        ]);

        var lines = await LinesAsync(await ImportAsync(file, ImportResults.Imported));

        Assert.Equal(("[Image]\n\nWhat is this?\n\n[File: a.pdf]", "A samosa.\n\nWith chutney."), TurnOf(lines[1]));
        Assert.Equal(("[Empty message]", null), TurnOf(lines[2]));
        Assert.Equal("cancelled", lines[2].GetProperty("outcome").Text("finish_reason"));
    }

    [Fact]
    public async Task Claude_has_blocks_and_branches_and_no_current_leaf()
    {
        var file = new JsonArray(new JsonObject
        {
            ["uuid"] = "c1",
            ["name"] = "Dough",
            ["created_at"] = "2025-05-01T10:00:00.123456Z",
            ["updated_at"] = "2025-05-02T10:00:00Z",
            ["chat_messages"] = new JsonArray(
                Claude("m1", "00000000-0000-4000-8000-000000000000", "human", 1, new JsonObject { ["type"] = "text", ["text"] = "How long?" }),
                Claude("m2", "m1", "assistant", 2, new JsonObject { ["type"] = "thinking", ["thinking"] = "Half an hour.", ["signature"] = "x" }, new JsonObject { ["type"] = "tool_use", ["name"] = "clock", ["id"] = "t" }, new JsonObject { ["type"] = "tool_result", ["content"] = "now" }, new JsonObject { ["type"] = "text", ["text"] = "30 minutes." }),
                Claude("m3", "m2", "human", 5, new JsonObject { ["type"] = "text", ["text"] = "And in summer?" }),
                Claude("m4", "m2", "human", 4, new JsonObject { ["type"] = "text", ["text"] = "And in winter?" })),
        });

        var user = await ImportAsync(file.ToJsonString(), ImportResults.Imported);

        var lines = await LinesAsync(user);
        Assert.Equal(("2025-05-01T10:00:00.123456Z", "2025-05-02T10:00:00Z", "Dough"), (lines[0].Text("created_at"), lines[0].Text("updated_at"), lines[0].Text("title")));
        Assert.Equal(("How long?", "[Tool: clock]\n\n30 minutes."), TurnOf(lines[1]));
        Assert.Equal("Half an hour.", lines[1].GetProperty("outcome").GetProperty("reasoning").Text("content"));
        Assert.Equal(["And in winter?", "And in summer?"], lines[2..4].Select(line => line.Text("content")));
        Assert.Equal(4, lines[0].GetProperty("active").GetInt32());
        await ImportAsync(file[0]!.ToJsonString(), ImportResults.Unchanged, user);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task LibreChat_has_a_list_or_a_tree(bool recursive)
    {
        var question = Libre("m1", "00000000-0000-0000-0000-000000000000", true, "Hi");
        var answer = Libre("m2", "m1", false, "Hello, and");
        answer["unfinished"] = true;
        answer["content"] = new JsonArray(new JsonObject { ["type"] = "think", ["think"] = "Greet." }, new JsonObject { ["type"] = "text", ["text"] = new JsonObject { ["value"] = "Hello, and" } });
        if (recursive) question["children"] = new JsonArray(answer);
        var file = new JsonObject { ["conversationId"] = "c1", ["title"] = "A\nlong\u202e title", ["options"] = new JsonObject { ["model"] = "some-model" }, ["exportAt"] = "12:00" };
        file[recursive ? "messagesTree" : "messages"] = recursive ? new JsonArray(question) : new JsonArray(question, answer);

        var lines = await LinesAsync(await ImportAsync(file.ToJsonString(), ImportResults.Imported));

        Assert.Equal(("A long  title", "some-model"), (lines[0].Text("title"), lines[0].Text("model_tag")));
        Assert.Equal(("Hi", "Hello, and"), TurnOf(lines[1]));
        Assert.Equal(("interrupted", "Greet."), (lines[1].GetProperty("outcome").Text("finish_reason"), lines[1].GetProperty("outcome").GetProperty("reasoning").Text("content")));
    }

    [Fact]
    public async Task Open_WebUI_has_a_tree_and_old_files_have_no_wrapper()
    {
        var history = new JsonObject
        {
            ["currentId"] = "a1",
            ["messages"] = new JsonObject
            {
                ["q1"] = new JsonObject { ["id"] = "q1", ["role"] = "user", ["content"] = "Hi", ["timestamp"] = 1_700_000_000 },
                ["a1"] = new JsonObject { ["id"] = "a1", ["parentId"] = "q1", ["role"] = "assistant", ["content"] = "<details type=\"reasoning\" done=\"true\">\n<summary>Thought</summary>\n> Greet.\n</details>\nHello", ["model"] = "m", ["done"] = true, ["timestamp"] = 1_700_000_001 },
                ["a2"] = new JsonObject { ["id"] = "a2", ["parentId"] = "q1", ["role"] = "assistant", ["content"] = "Hel", ["done"] = false, ["timestamp"] = 1_700_000_002 },
            },
        };
        var wrapped = new JsonArray(new JsonObject { ["id"] = "c1", ["title"] = "New", ["created_at"] = 1_700_000_000, ["updated_at"] = 1_700_000_009, ["chat"] = new JsonObject { ["models"] = new JsonArray("m"), ["history"] = history } });
        var old = new JsonArray(new JsonObject { ["title"] = "Old", ["messages"] = new JsonArray(new JsonObject { ["id"] = "q", ["role"] = "user", ["content"] = "Hi" }, new JsonObject { ["id"] = "a", ["role"] = "assistant", ["content"] = "Hello" }), ["history"] = new JsonObject() });

        var user = await ImportAsync(wrapped.ToJsonString(), ImportResults.Imported);

        var lines = await LinesAsync(user);
        Assert.Equal(("2023-11-14T22:13:20Z", "2023-11-14T22:13:29Z"), (lines[0].Text("created_at"), lines[0].Text("updated_at")));
        Assert.Equal(("Hi", "Hello"), TurnOf(lines[1]));
        Assert.Equal("> Greet.", lines[1].GetProperty("outcome").GetProperty("reasoning").Text("content"));
        Assert.Equal(("Hel", "interrupted"), (lines[2].GetProperty("answer").Text("content"), lines[2].GetProperty("outcome").Text("finish_reason")));
        var other = await ImportAsync(old.ToJsonString(), ImportResults.Imported);
        Assert.Equal(("Hi", "Hello"), TurnOf((await LinesAsync(other))[1]));
    }

    [Fact]
    public async Task One_broken_conversation_does_not_stop_the_others()
    {
        var good = ChatGpt("c1", null, [Node("q1", null, "user", "one")])[1..^1];
        var many = ChatGpt("c2", null, [Node("q", null, "user", "one"), .. Enumerable.Range(0, 51).Select(i => Node($"a{i}", "q", "assistant", "an answer"))])[1..^1];
        var deep = $"{{\"mapping\":{new string('[', 10_000)}{new string(']', 10_000)}}}";
        var large = $"{{\"mapping\":\"{new string('a', 70_000)}\"}}";
        var file = $"[{good},{{\"mapping\":{{}}}},{{\"mapping\":7}},{{\"a\":\"\\ud83d\"}},{{,}},{deep},{large},{many},[],{good.Replace("\"c1\"", "\"c3\"", StringComparison.Ordinal)}";
        var user = await NewUserAsync();

        var results = (await RunAsync(user, Encoding.UTF8.GetBytes(file), 65_536))!;

        Assert.Equal(2, results.Count(result => result.Result == ImportResults.Imported));
        // The last one says that the array has no end.
        Assert.Equal(9, results.Count(result => result is { Result: ImportResults.Invalid, Detail: not null }));
        Assert.Null(results[^1].Id);
    }

    [Fact]
    public async Task A_ZIP_has_numbered_files_beside_others()
    {
        var user = await NewUserAsync();
        var zip = Zip(
            ("conversations-001.json", ChatGpt("c2", null, [Node("q1", null, "user", "two")])),
            ("conversations-000.json", ChatGpt("c1", null, [Node("q1", null, "user", "one")])),
            ("user.json", "{\"id\":\"x\"}"),
            ("message_feedback.json", "[{}]"),
            ("file-1.png", "not an image"));

        Assert.Equal([ImportResults.Imported, ImportResults.Imported], (await RunAsync(user, zip))!.Select(result => result.Result));
        Assert.Equal([ImportResults.Unchanged, ImportResults.Unchanged], (await RunAsync(user, zip))!.Select(result => result.Result));
    }

    [Fact]
    public async Task A_ZIP_that_unpacks_to_too_much_or_is_damaged_ends_with_a_reason()
    {
        var user = await NewUserAsync();
        var good = ChatGpt("c1", null, [Node("q1", null, "user", "one")]);
        var bomb = Zip(("conversations-0.json", good), ("conversations-1.json", $"[{{\"mapping\":\"{new string('a', 3_000_000)}\"}}]"));
        var damaged = Zip(("conversations.json", good));

        var results = (await RunAsync(user, bomb, maxBytes: 1_000_000))!;
        var cut = (await RunAsync(user, damaged[..^30]))!;

        Assert.Equal(ImportResults.Imported, results[0].Result);
        Assert.Contains("more data", results[^1].Detail, StringComparison.Ordinal);
        Assert.Contains("damaged", Assert.Single(cut).Detail, StringComparison.Ordinal);
    }

    private async Task<User> ImportAsync(string file, string result, User? into = null)
    {
        var user = into ?? await NewUserAsync();
        var found = Assert.Single((await RunAsync(user, Encoding.UTF8.GetBytes(file)))!);
        Assert.True(found.Result == result, found.Detail);
        // The same file again changes nothing.
        var before = await Files.ExportAsync(store, user.Id);
        Assert.Equal(ImportResults.Unchanged, Assert.Single((await RunAsync(user, Encoding.UTF8.GetBytes(file)))!).Result);
        Assert.Equal(before, await Files.ExportAsync(store, user.Id));
        return user;
    }

    private async Task<List<ImportResult>?> RunAsync(User user, byte[] file, int maxConversation = Files.MaxConversation, long maxBytes = 1 << 30)
    {
        using var stream = new MemoryStream(file);
        var files = new ImportFiles(Options.Create(new ImportOptions { MaxConversationBytes = maxConversation, MaxBytes = maxBytes }), Tokens);
        if (await files.OpenAsync(stream, user.Id, CancellationToken.None) is not { } found) return null;
        var results = new List<ImportResult>();
        await foreach (var result in new Importer(store, new Exporter(store), Tokens).RunAsync(user.Id, found, int.MaxValue, CancellationToken.None)) results.Add(result);
        return results;
    }

    private async Task<User> NewUserAsync()
    {
        var user = Some.User();
        Assert.True(await store.WriteAsync(new AddUser(user, Some.Session(user))));
        return user;
    }

    /// <summary>The lines of the user's only conversation.</summary>
    private async Task<JsonElement[]> LinesAsync(User user) => [.. Files.Lines(await Files.ExportAsync(store, user.Id))[2..^1].Select(line => JsonElement.Parse(line))];

    private static (string?, string?) TurnOf(JsonElement line) =>
        (line.Text("content"), line.GetProperty("answer") is { ValueKind: JsonValueKind.Object } answer ? answer.Text("content") : null);

    private static string ChatGpt(string id, string? current, JsonObject[] nodes)
    {
        var mapping = new JsonObject();
        foreach (var node in nodes) mapping[node["id"]!.GetValue<string>()] = node;
        return new JsonArray(new JsonObject { ["title"] = null, ["create_time"] = null, ["conversation_id"] = id, ["id"] = id, ["default_model_slug"] = "gpt-x", ["current_node"] = current, ["mapping"] = mapping }).ToJsonString();
    }

    private static JsonObject Node(
        string id, string? parent, string? role, string? text = null, JsonObject? content = null, double? time = null, bool hidden = false, string? recipient = null, string[]? attachments = null)
    {
        // The links to children are left out, as in many files.
        var node = new JsonObject { ["id"] = id, ["parent"] = parent, ["message"] = null };
        if (role is null) return node;
        content ??= new JsonObject { ["content_type"] = "text", ["parts"] = new JsonArray(text) };
        var message = new JsonObject { ["id"] = id, ["author"] = new JsonObject { ["role"] = role }, ["create_time"] = time, ["content"] = content };
        if (recipient is not null) message["recipient"] = recipient;
        if (hidden) message["metadata"] = new JsonObject { ["is_visually_hidden_from_conversation"] = true };
        if (attachments is not null) message["metadata"] = new JsonObject { ["attachments"] = new JsonArray([.. attachments.Select(name => new JsonObject { ["name"] = name })]) };
        node["message"] = message;
        return node;
    }

    private static JsonObject Claude(string id, string parent, string sender, int minute, params JsonNode[] blocks) => new()
    {
        ["uuid"] = id,
        ["parent_message_uuid"] = parent,
        ["sender"] = sender,
        ["text"] = "",
        ["content"] = new JsonArray(blocks),
        ["created_at"] = $"2025-05-01T10:{minute:00}:00Z",
    };

    private static JsonObject Libre(string id, string parent, bool isUser, string text) => new()
    {
        ["messageId"] = id,
        ["parentMessageId"] = parent,
        ["isCreatedByUser"] = isUser,
        ["text"] = text,
        ["createdAt"] = "2025-05-01T10:00:00Z",
    };

    private static byte[] Zip(params (string Name, string Text)[] files)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in files)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return bytes.ToArray();
    }
}

public sealed class ForeignFilesOnSqlite() : ForeignFilesTests(StorageOptions.Sqlite);

public sealed class ForeignFilesOnLiteDb() : ForeignFilesTests(StorageOptions.LiteDb);

public sealed class ForeignFilesOnPostgres() : ForeignFilesTests(StorageOptions.Postgres);
