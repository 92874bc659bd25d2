using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Tests.Storage.Postgres;

/// <summary>The store of one node, without the rest of the program. Several can share a database.</summary>
internal sealed class PostgresNode : IDisposable
{
    private readonly DataFolder folder = new(Options.Create(new StorageOptions { Path = Directory.CreateTempSubdirectory("samosachaat-test-").FullName }));
    private readonly Store store;

    /// <summary>Opens the store as a start of the program does.</summary>
    public PostgresNode(string connectionString)
    {
        var options = new StorageOptions { Engine = StorageOptions.Postgres, ConnectionString = connectionString };
        try
        {
            store = new Store(StorageRegistration.Open(options, folder, ChatSchema.Migrations));
        }
        catch
        {
            RemoveFolder();
            throw;
        }
    }

    public async Task<T> ReadAsync<T>(Query<T> query) => await store.ReadAsync(query, CancellationToken.None).AsTask().WaitAsync(Patience.Limit);

    public async Task<T> WriteAsync<T>(Command<T> command) => await store.WriteAsync(command, CancellationToken.None).AsTask().WaitAsync(Patience.Limit);

    public void Dispose()
    {
        store.Dispose();
        RemoveFolder();
    }

    private void RemoveFolder()
    {
        folder.Dispose();
        Directory.Delete(folder.Root, recursive: true);
    }
}

/// <summary>Adds one to a number of a user. It would show if it ran twice, or not at all.</summary>
internal sealed class Increment(Guid userId) : Command<bool>
{
    internal override Guid Key => userId;

    internal override async ValueTask<bool> Sql(SqlSession db) =>
        await db.Prepare("UPDATE users SET created_at = created_at + 1 WHERE id = @id").Set("@id", userId).ExecuteAsync() == 1;

    internal override bool Documents(DocumentSession db) => throw new NotSupportedException();
}

/// <summary>Reads with a statement of its own.</summary>
internal sealed class Ask(string text) : Query<long?>
{
    private readonly SqlText statement = new(text, text);

    internal override ValueTask<long?> Sql(SqlSession db) => db.Prepare(statement).NumberAsync();

    internal override long? Documents(DocumentSession db) => throw new NotSupportedException();
}
