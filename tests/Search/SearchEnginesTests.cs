using CsCheck;
using SamosaChaat.Features.Auth.Register;
using SamosaChaat.Features.Search.SearchConversations;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Search;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Tests.Storage;

namespace SamosaChaat.Tests.Search;

/// <summary>The same query finds the same messages on every engine, in many scripts, and page by page.</summary>
public sealed class SearchEnginesTests
{
    private static readonly string[] Vocabulary =
    [
        "dough", "Dough", "DÖUGH", "dou", "samosa", "samosas", "naïve", "naive", "Straße", "strasse", "don't", "2008", "x1", "北京", "北", "京都", "東京", "とうきょう",
        "パン", "ขนมปัง", "ขนม", "хлеб", "ХЛЕБ", "ψωμί", "ΨΩΜΙ", "Ψωμις", "रोटी", "रोटा", "한국어", "한국", "לֶחֶם", "לחם", "خُبْز", "خبز", "မုန့်", "🥟", "…", "a\0b", "\u001A", "ﬀ", "Ｄough",
    ];

    private static readonly Gen<string> Text = Gen.OneOf(Vocabulary).Array[0, 6].Select(Gen.OneOf(" ", "", ", ", "\n"), (words, between) => string.Join(between, words));

    private static readonly Gen<string> Clause = Gen.Select(Gen.OneOf(Vocabulary).Array[1, 3], Gen.Int[0, 4]).Select((words, kind) => kind switch
    {
        0 => $"\"{string.Join(' ', words)}\"",
        1 => $"{words[0]}*",
        2 => string.Concat(words),
        _ => words[0],
    });

    private static readonly Gen<string> Query = Gen.Select(Clause.Array[1, 3], Clause.Array[0, 1])
        .Select((required, excluded) => string.Join(' ', required.Concat(excluded.Select(clause => "-" + clause))));

    [Fact]
    public async Task Random_texts_are_found_by_random_queries_alike()
    {
        using var sqlite = new TempStore(StorageOptions.Sqlite);
        using var liteDb = new TempStore(StorageOptions.LiteDb);
        using var postgres = PostgresProcess.IsInstalled ? new TempStore(StorageOptions.Postgres) : null;
        TempStore[] stores = [sqlite, liteDb, .. postgres is null ? Array.Empty<TempStore>() : [postgres]];
        var (rounds, found) = (0, 0);

        await Gen.Select(Text.Array[1, 40], Query.Array[20, 20], Gen.Int[1, 7]).SampleAsync(
            async (texts, queries, limit) =>
            {
                rounds++;
                var (mine, other) = (await Add(stores, texts), await Add(stores, texts));
                Assert.NotEqual(mine, other);
                foreach (var q in queries)
                {
                    if (QueryParser.Parse(q, out _) is not { } query) continue;
                    var filter = new SearchFilter(mine, query, ConversationFilter.All, null, null, DateTime.UnixEpoch, DateTime.MaxValue);
                    // Newest first, so the last text is the first one.
                    var expected = texts.Reverse().Where(query.Accepts).ToArray();
                    foreach (var store in stores) Assert.Equal(expected, await FindAll(store, filter, limit));
                    found += expected.Length;
                }
            },
            iter: 10,
            threads: 1);

        Assert.True(found > rounds);
    }

    /// <summary>Gives a new user conversations with these texts, each a millisecond after the one before it.</summary>
    private static async Task<Guid> Add(TempStore[] stores, string[] texts)
    {
        var user = Some.User();
        Conversation[] conversations = [Some.Conversation(user, ""), Some.Conversation(user, "")];
        var messages = texts.Select((text, i) => Some.Question(conversations[i % 2].Id, Guid.CreateVersion7(), i / 2 * 2, text) with { CreatedAt = Some.Time.AddMilliseconds(i) }).ToArray();
        foreach (var store in stores)
        {
            await store.WriteAsync(new AddUser(user, Some.Session(user)));
            await store.WriteAsync(new Writing(user.Id, writes =>
            {
                foreach (var conversation in conversations) writes.Add(conversation);
                foreach (var message in messages) writes.Add(message);
            }));
        }

        return user.Id;
    }

    private static async Task<string[]> FindAll(TempStore store, SearchFilter filter, int limit)
    {
        var (found, from) = (new List<string>(), (Cursor?)Cursor.Top);
        while (from is { } at)
        {
            var page = await store.ReadAsync(new FindTexts(filter, at, limit));
            Assert.True(page.Hits.Count <= limit);
            found.AddRange(page.Hits.Select(hit => hit.Message!.Content));
            from = page.Next;
        }

        return [.. found];
    }
}
