using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using SamosaChaat.Tests.Storage;

namespace SamosaChaat.Tests.Docs;

/// <summary>docs/storage.md shows the tables and the operation that the program has.</summary>
public sealed partial class StorageTests
{
    private static readonly string Document = SourceTree.Read("docs/storage.md");

    [Fact]
    public void Every_table_column_and_index_of_a_new_store_stands_in_the_document_and_no_other()
    {
        using var store = new TempStore("sqlite");
        store.Close();
        using var db = new SqliteConnection($"Data Source={store.File};Pooling=False");
        db.Open();
        var rows = Rows().Matches(Document).ToDictionary(
            row => row.Groups["table"].Value,
            row => (Columns: Names(row.Groups["columns"].Value), Keys: Names(row.Groups["keys"].Value)));

        var tables = Ask(db, "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'virtual') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'");

        Assert.Equal(tables.Order(), rows.Keys.Order());
        Assert.Each(tables, table =>
        {
            Assert.Equal(Ask(db, $"SELECT name FROM pragma_table_info('{table}')").Order(), rows[table].Columns.Order());
            var indexes = Ask(db, $"SELECT name FROM pragma_index_list('{table}') WHERE origin = 'c'");
            var key = Ask(db, $"SELECT name FROM pragma_table_info('{table}') WHERE pk > 0");
            Assert.Empty(key.Concat(indexes).Except(rows[table].Keys));
            Assert.Empty(rows[table].Keys.Except(indexes).Except(rows[table].Columns));
        });
    }

    [Fact]
    public void The_example_of_an_operation_is_the_programs_own()
    {
        var example = Example().Match(Document).Groups[1].Value.Trim().Split("\n\nvar ");

        Assert.Equal(2, example.Length);
        Assert.Contains(example[0], SourceTree.Read("src/Features/Auth/Register/Data.cs"), StringComparison.Ordinal);
        Assert.Contains($"var {example[1]}", SourceTree.Read("src/Features/Auth/Register/Endpoint.cs"), StringComparison.Ordinal);
    }

    private static List<string> Ask(SqliteConnection db, string question)
    {
        using var command = new SqliteCommand(question, db);
        using var reader = command.ExecuteReader();
        var found = new List<string>();
        while (reader.Read()) found.Add(reader.GetString(0));
        return found;
    }

    private static string[] Names(string cell) => [.. Quoted().Matches(cell).Select(match => match.Groups[1].Value)];

    /// <summary>The rows of the table of the section.</summary>
    [GeneratedRegex(@"(?<=^## The tables\n(?:(?!## ).*\n)*)\| `(?<table>\w+)` \|(?<columns>[^|]*)\|(?<keys>[^|]*)\|", RegexOptions.Multiline)]
    private static partial Regex Rows();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
