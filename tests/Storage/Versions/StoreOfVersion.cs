using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;
using SamosaChaat.Shared.Schema;

namespace SamosaChaat.Tests.Storage.Versions;

/// <summary>What the API answered about a user when the store was made.</summary>
/// <param name="Conversations">The body of <c>GET /conversations</c>.</param>
/// <param name="Messages">By conversation, the body of <c>GET …/messages</c>.</param>
internal sealed record StoredUser(Guid Id, string Email, JsonElement Conversations, Dictionary<Guid, JsonElement> Messages);

/// <summary>What must be in a store after every upgrade.</summary>
/// <param name="Program">The commit of the program that made the store.</param>
/// <param name="Running">The turn that ran when the program was killed.</param>
internal sealed record StoredContent(string Program, Guid Running, StoredUser[] Users);

/// <summary>
/// A store of one version of an engine's schema. The program of that time made it and was killed, so its log is part of it. The archive has
/// the files of the store, or the statements of PostgreSQL, and what the API answered. A few are the store of the version before with one step
/// more: see <see cref="StoredVersionMaker"/>.
/// </summary>
internal sealed class StoreOfVersion(string engine, int version)
{
    public const string Content = "content.json";
    public const string Statements = "statements.sql";

    private static readonly string Folder = Path.Combine(SourceTree.Root, "tests/Storage/Versions/Stores");

    /// <summary>The archive. A log has most pages many times, and Brotli writes them once.</summary>
    public string File { get; } = Path.Combine(Folder, $"{engine}-{version:00}.tar.br");

    /// <summary>The versions that an engine's schema has had.</summary>
    public static IEnumerable<int> Of(string engine) => Enumerable.Range(1, ChatSchema.Migrations.NewestOf(engine));

    /// <summary>Returns the last stored version before the program's.</summary>
    public static int LastBefore(int newest, string engine) =>
        Enumerable.Range(1, newest - 1).Last(version => System.IO.File.Exists(new StoreOfVersion(engine, version).File));

    /// <summary>Puts the store in the place of another one, which is open and is opened again by the caller.</summary>
    public StoredContent PutInto(TempStore store)
    {
        store.Close();
        foreach (var file in Directory.GetFiles(store.Root, "samosachaat*").Where(file => !file.EndsWith(".lock", StringComparison.Ordinal))) System.IO.File.Delete(file);
        StoredContent? content = null;
        using var brotli = new BrotliStream(System.IO.File.OpenRead(File), CompressionMode.Decompress);
        using var archive = new TarReader(brotli);
        while (archive.GetNextEntry(copyData: true) is { } entry)
        {
            if (entry.Name == Content) content = JsonSerializer.Deserialize<StoredContent>(entry.DataStream!, JsonSerializerOptions.Web);
            else if (entry.Name == Statements) Run(PostgresProcess.ConnectionString(store.Root), new StreamReader(entry.DataStream!).ReadToEnd());
            else entry.ExtractToFile(Path.Combine(store.Root, entry.Name), overwrite: false);
        }

        return content!;
    }

    /// <summary>Makes the archive.</summary>
    /// <param name="files">The full names of the store's files.</param>
    public void Write(StoredContent content, IEnumerable<string> files)
    {
        using var brotli = new BrotliStream(System.IO.File.Create(File), CompressionLevel.SmallestSize);
        using var archive = new TarWriter(brotli);
        using var json = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(content, JsonSerializerOptions.Web));
        archive.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, Content) { DataStream = json });
        foreach (var file in files) archive.WriteEntry(file, Path.GetFileName(file));
    }

    private static void Run(string connection, string statements)
    {
        var schema = OwnPostgres.Ask(connection, "SELECT current_schema()::text")[0];
        OwnPostgres.Ask(connection, $"DROP SCHEMA {schema} CASCADE; CREATE SCHEMA {schema}");
        OwnPostgres.Ask(connection, statements);
    }
}
