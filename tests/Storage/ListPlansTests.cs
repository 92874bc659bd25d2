using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.Postgres;
using SamosaChaat.Tests.Storage.Postgres;

namespace SamosaChaat.Tests.Storage;

/// <summary>A list of conversations comes in order out of an index, however it is filtered. Nothing is sorted, and no table is read through.</summary>
public sealed class ListPlansTests
{
    public static TheoryData<bool?, bool?> Filters => [.. StoreDrafts.Filters.Select(filter => (filter.Archived, filter.Pinned))];

    [Theory]
    [MemberData(nameof(Filters))]
    public void SQLite_reads_an_index_alone(bool? archived, bool? pinned)
    {
        using var store = new TempStore(StorageOptions.Sqlite);
        store.Close();
        using var db = OldSchema.Open(store.File);

        var steps = db.Prepare($"EXPLAIN QUERY PLAN {ConversationLists.TextOf(new(archived, pinned)).Sqlite}").AllAsync(row => row.Text(3)).Now();

        var searches = steps.Where(step => step.Contains("conversations", StringComparison.Ordinal)).ToArray();
        var index = pinned == true ? "conversations_pinned" : "conversations_newest_first";
        Assert.Equal(archived is null ? 2 : 1, searches.Length);
        Assert.Each(searches, step => Assert.StartsWith(
            $"SEARCH conversations USING COVERING INDEX {index} (user_id=? AND archived=? AND ", step, StringComparison.Ordinal));
        Assert.DoesNotContain(steps, step => step.Contains("TEMP B-TREE", StringComparison.Ordinal));
    }

    [Fact]
    public void PostgreSQL_reads_ranges_of_an_index()
    {
        var folder = Directory.CreateTempSubdirectory("samosachaat-test-").FullName;
        try
        {
            var connection = PostgresProcess.ConnectionString(folder);
            new PostgresNode(connection).Dispose();
            OwnPostgres.Ask(connection, "INSERT INTO users (id, email, password_hash, created_at, role) VALUES (gen_random_uuid(), 'a@example.com', 'a hash', 1, 'user')");
            OwnPostgres.Ask(connection, """
                INSERT INTO conversations (id, user_id, title, model_tag, created_at, updated_at, pinned, archived)
                SELECT gen_random_uuid(), users.id, 'Dough', 'demo', n, n, (n % 1000 = 0)::integer, (n % 1001 = 0)::integer FROM users, generate_series(1, 20000) n
                """);
            OwnPostgres.Ask(connection, "ANALYZE conversations");

            Assert.Each(StoreDrafts.Filters, filter =>
            {
                var text = PositionalText.Of(ConversationLists.TextOf(filter).Postgres).Text
                    .Replace("$1", "(SELECT id FROM users)", StringComparison.Ordinal)
                    .Replace("$2", "9000000000000000", StringComparison.Ordinal)
                    .Replace("$3", "'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid", StringComparison.Ordinal)
                    .Replace("$4", "51", StringComparison.Ordinal);

                var plan = OwnPostgres.Ask(connection, $"EXPLAIN {text}");

                Assert.DoesNotContain(plan, step => step.Contains("Sort  ", StringComparison.Ordinal) || step.Contains("Seq Scan on conversations", StringComparison.Ordinal));
                Assert.Equal(filter.Archived is null ? 3 : 1, plan.Count(step => step.Contains("Limit  ", StringComparison.Ordinal)));
                var scans = plan.Where(step => step.Contains("Scan using conversations_", StringComparison.Ordinal)).ToArray();
                Assert.Equal(filter.Archived is null ? 2 : 1, scans.Length);
                if (filter.Pinned == true) Assert.Each(scans, step => Assert.Contains("conversations_pinned", step, StringComparison.Ordinal));
            });
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
