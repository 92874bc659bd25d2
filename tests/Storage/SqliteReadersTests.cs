using System.Data.Common;
using Microsoft.Data.Sqlite;
using SamosaChaat.Shared.Storage.Sqlite;

namespace SamosaChaat.Tests.Storage;

public sealed class SqliteReadersTests
{
    [Fact]
    public void Only_so_many_idle_sessions_are_kept_and_none_after_trimming()
    {
        var open = new List<DbConnection>();
        using var readers = new SqliteReaders(() =>
        {
            var connection = new SqliteConnection("Data Source=:memory:;Pooling=False");
            connection.Open();
            open.Add(connection);
            return new SqliteSession(connection, new SqliteDialect(":memory:", []));
        });
        var taken = Enumerable.Range(0, SqliteReaders.Limit + 10).Select(_ => readers.Take()).ToArray();

        foreach (var session in taken) readers.Return(session);

        Assert.Equal(SqliteReaders.Limit, readers.Count);
        Assert.Equal(SqliteReaders.Limit, open.Count(connection => connection.State == System.Data.ConnectionState.Open));
        readers.Trim();
        Assert.Equal(0, readers.Count);
        Assert.DoesNotContain(open, connection => connection.State == System.Data.ConnectionState.Open);
        readers.Return(readers.Take());
        Assert.Equal(1, readers.Count);
    }
}
