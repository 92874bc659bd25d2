using SamosaChaat.Features.Auth.Register;
using SamosaChaat.Features.Search.SearchConversations;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Search;
using SamosaChaat.Tests.Storage;

namespace SamosaChaat.Tests.Search;

/// <summary>Words are found in a long history, however common they are. PostgreSQL looks at the newest messages by another way.</summary>
public abstract class SearchDepthTests(string engine) : IDisposable
{
    private const int Messages = 2_600;

    private readonly TempStore store = new(engine);
    private readonly User user = Some.User();

    [Theory]
    [InlineData("all")]
    [InlineData("half")]
    [InlineData("fiftieth all")]
    [InlineData("oldest")]
    [InlineData("all -half")]
    [InlineData("fif* -oldest")]
    [InlineData("\"all half\"")]
    [InlineData("half newest")]
    public async Task Words_of_every_age_are_found_page_by_page(string q)
    {
        var texts = await AddAsync();
        var query = QueryParser.Parse(q, out _)!;

        var found = await FindAllAsync(new(user.Id, query, ConversationFilter.All, null, null, DateTime.UnixEpoch, DateTime.MaxValue));

        Assert.Equal(texts.Reverse().Where(query.Accepts), found);
    }

    [Fact]
    public async Task Bounds_of_time_far_from_the_newest_message_hold()
    {
        var texts = await AddAsync();
        var query = QueryParser.Parse("fiftieth", out _)!;

        var found = await FindAllAsync(
            new(user.Id, query, ConversationFilter.All, null, null, Some.Time.AddMilliseconds(100), Some.Time.AddMilliseconds(300)));

        Assert.Equal(texts[100..301].Reverse().Where(query.Accepts), found);
    }

    public void Dispose()
    {
        store.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives the user a conversation with messages a millisecond after each other.</summary>
    private async Task<string[]> AddAsync()
    {
        var conversation = Some.Conversation(user, "");
        string[] texts = [.. Enumerable.Range(0, Messages).Select(Text)];
        await store.WriteAsync(new AddUser(user, Some.Session(user)));
        await store.WriteAsync(new Writing(user.Id, writes =>
        {
            writes.Add(conversation);
            foreach (var (i, text) in texts.Index())
            {
                writes.Add(Some.Question(conversation.Id, Guid.CreateVersion7(), i, text) with { CreatedAt = Some.Time.AddMilliseconds(i) });
            }
        }));
        return texts;
    }

    private static string Text(int i) =>
        $"n{i} all{(i % 2 == 0 ? " half" : "")}{(i % 50 == 0 ? " fiftieth" : "")}{(i < 3 ? " oldest" : "")}{(i > Messages - 3 ? " newest" : "")}";

    private async Task<string[]> FindAllAsync(SearchFilter filter)
    {
        var (found, from) = (new List<string>(), (Cursor?)Cursor.Top);
        while (from is { } at)
        {
            var page = await store.ReadAsync(new FindTexts(filter, at, limit: 100));
            found.AddRange(page.Hits.Select(hit => hit.Message!.Content));
            from = page.Next;
        }

        return [.. found];
    }
}

public sealed class SearchDepthOnSqlite() : SearchDepthTests("sqlite");

public sealed class SearchDepthOnLiteDb() : SearchDepthTests("litedb");

public sealed class SearchDepthOnPostgres() : SearchDepthTests("postgres");
