using System.Globalization;
using Microsoft.Data.Sqlite;
using SamosaChaat.Shared.Demo;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Inference;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Tests.Storage;

namespace SamosaChaat.Tests.Demo;

public sealed class SeededDataTests
{
    private static readonly DateOnly Day = DateOnly.ParseExact(DemoServer.Day, "yyyy-MM-dd", CultureInfo.InvariantCulture);
    private static readonly TokenCounter Tokens = new();

    [Fact]
    public async Task The_same_seed_and_day_are_the_same_bytes_in_every_run_and_on_either_engine()
    {
        var runs = new List<string>();
        foreach (var engine in new[] { "sqlite", "sqlite", "litedb", "litedb" })
        {
            await using var server = new DemoServer(engine);
            runs.Add(await server.ReadAllAsync());
        }

        Assert.Each(runs, run => Assert.Equal(runs[0], run));
        Assert.Each(
            new[] { "```python", "| --- |", "سمبوسة", "סמוסות", "समोसे", @"\uD83E\uDD5F", "\"finish_reason\":\"cancelled\"", "\"finish_reason\":\"length\"", "\"finish_reason\":\"interrupted\"", "\"error\":{" },
            kind => Assert.Contains(kind, runs[0], StringComparison.Ordinal));
    }

    [Fact]
    public void Another_seed_is_other_people_and_another_day_another_time()
    {
        var here = Ids(SeedPlan.Demo(42, Day)).ToHashSet();

        Assert.Equal(here.Order(), Ids(SeedPlan.Demo(42, Day)).Order());
        Assert.Empty(here.Intersect(Ids(SeedPlan.Demo(43, Day))));
        Assert.Empty(here.Intersect(Ids(SeedPlan.Demo(42, Day.AddDays(1)))));
    }

    [Fact]
    public void Everything_happened_before_the_day_and_every_id_is_of_its_time()
    {
        var midnight = Day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        var users = new SeedData(SeedPlan.Demo(42, Day), Tokens).Users("hash").ToArray();
        var conversations = users.SelectMany(user => user.Conversations).ToArray();
        var messages = conversations.SelectMany(Messages).ToArray();

        Assert.Each(conversations, seeded => Assert.InRange(seeded.Conversation.UpdatedAt, seeded.Conversation.CreatedAt, midnight));
        Assert.Each(messages, message => Assert.InRange(message.CreatedAt, midnight.AddDays(-60), midnight));
        Assert.Each(messages.Where(message => message.Role == Roles.User), message => Assert.Equal(Milliseconds(message.CreatedAt), Milliseconds(message.Id)));
        Assert.Each(messages, message => Assert.Equal(('7', true), (message.Id.ToString()[14], "89ab".Contains(message.Id.ToString()[19], StringComparison.Ordinal))));
        Assert.True(conversations.Max(seeded => seeded.Turns.Count) >= 50, "There must be a long thread.");
    }

    [Fact]
    public void Putting_the_data_back_forgets_no_table_and_no_collection()
    {
        using var store = new TempStore("sqlite");
        using var connection = new SqliteConnection($"Data Source={store.File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";
        using var reader = command.ExecuteReader();
        var tables = new List<string>();
        while (reader.Read()) tables.Add(reader.GetString(0));

        // With other data it is still the same store.
        Assert.True(tables.Remove("store_id"));
        // The index of words loses the words of a message with the message.
        Assert.NotEqual(0, tables.RemoveAll(table => table.StartsWith("search_terms", StringComparison.Ordinal)));
        Assert.Equal(tables.Order(), AllTables.Names.Order());
        // Only one class opens these.
        string[] lists = [ConversationBuckets.Listed, ConversationBuckets.Archived, ConversationBuckets.Pinned, ConversationBuckets.Temporary];
        Assert.Equal(
            typeof(Collections).GetMethods().Count(method => method.ReturnType == typeof(DocumentCollection)),
            Collections.Names.Except(lists).Count());
    }

    private static IEnumerable<Guid> Ids(SeedPlan plan) => new SeedData(plan, Tokens).Users("hash").SelectMany(user => user.Conversations
        .SelectMany(seeded => Messages(seeded).Select(message => message.Id).Append(seeded.Conversation.Id))
        .Append(user.User.Id));

    private static IEnumerable<Message> Messages(SeededConversation seeded) => seeded.Turns.SelectMany(turn => new[] { turn.Question, turn.Answer }).OfType<Message>();

    private static long Milliseconds(DateTime time) => new DateTimeOffset(time).ToUnixTimeMilliseconds();

    private static long Milliseconds(Guid id) => long.Parse(id.ToString("N")[..12], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
