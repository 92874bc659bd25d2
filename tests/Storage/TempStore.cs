using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.Upgrades;
using SamosaChaat.Shared.Turns.Operations;

namespace SamosaChaat.Tests.Storage;

/// <summary>An engine's store in a folder of its own, without the rest of the program.</summary>
internal sealed class TempStore : IStore, IDisposable
{
    private readonly string engine;
    private readonly DataFolder folder;
    private Store store;

    public TempStore(string engine)
    {
        this.engine = engine;
        folder = new DataFolder(Options.Create(new StorageOptions { Path = Directory.CreateTempSubdirectory("samosachaat-test-").FullName }));
        store = Open();
    }

    /// <summary>The one file that the engine keeps while it is closed.</summary>
    public string File => folder.PathOf(engine == StorageOptions.LiteDb ? "samosachaat.litedb" : "samosachaat.db");

    /// <summary>The full name of the data folder.</summary>
    public string Root => folder.Root;

    /// <summary>The data folder, which this store has claimed.</summary>
    public DataFolder Folder => folder;

    /// <summary>The open store, for the parts of the program that need its engine.</summary>
    public Store Store => store;

    public ValueTask<T> ReadAsync<T>(Query<T> query, CancellationToken ct) => store.ReadAsync(query, ct);

    public ValueTask<T> WriteAsync<T>(Command<T> command, CancellationToken ct) => store.WriteAsync(command, ct);

    public async Task<T> ReadAsync<T>(Query<T> query) => await store.ReadAsync(query, CancellationToken.None);

    public async Task<T> WriteAsync<T>(Command<T> command) => await store.WriteAsync(command, CancellationToken.None);

    public void Close() => store.Dispose();

    /// <summary>Closes the store and lets another process have the folder.</summary>
    public void Release()
    {
        Close();
        folder.Dispose();
    }

    /// <summary>Opens the store again, as a program does that was started again.</summary>
    /// <param name="schema">The schema of another program. Null for today's.</param>
    public void Reopen(SchemaMigrations? schema = null, IUpgradeWatch? watch = null)
    {
        Close();
        store = Open(schema, watch);
    }

    public void Dispose()
    {
        Close();
        folder.Dispose();
        Directory.Delete(folder.Root, recursive: true);
    }

    private Store Open(SchemaMigrations? schema = null, IUpgradeWatch? watch = null) =>
        new(StorageRegistration.Open(StoreSettings.Options(engine, folder.Root), folder, schema ?? ChatSchema.Migrations, watch: watch));
}

/// <summary>Records with something in every field.</summary>
internal static class Some
{
    public static readonly DateTime Time = new DateTime(2026, 3, 1, 12, 30, 15, DateTimeKind.Utc).AddMicroseconds(123_456);

    public static User User(string? name = "Asha") =>
        new(Guid.CreateVersion7(), $"{Guid.NewGuid():N}@example.com", name, "a hash", Time);

    public static Session Session(User user) =>
        new(Guid.CreateVersion7(), user.Id, Guid.NewGuid().ToByteArray(), Time, Time.AddDays(30).AddMicroseconds(1));

    public static AuditEntry Entry(string kind = AuditKinds.SessionEnded, string? detail = "a detail") =>
        new(Guid.CreateVersion7(), Time, kind, Guid.CreateVersion7(), Guid.CreateVersion7(), "192.0.2.7", detail);

    public static Conversation Conversation(User user, string title = "Dough") =>
        new(Guid.CreateVersion7(), user.Id, title, "demo", Time, Time.AddMicroseconds(7));

    public static Message Question(Guid conversationId, Guid id, int sequence, string content = "And then?") =>
        new(id, conversationId, sequence, Roles.User, content, 3, "demo", 0, Time);

    public static StartTurn Begin(User user, Conversation conversation, Guid id, string content = "And then?", DateTime? now = null, Guid? replaces = null) =>
        new(user.Id, conversation.Id, id, content, 3, new(null, null, null), _ => 4096, Guid.CreateVersion7(), mayStart: true, now ?? Time, replaces: replaces);

    /// <summary>The end of a turn's first attempt; without an answer it failed.</summary>
    public static FinishTurn Finish(Message question, Message? answer) => new(
        question,
        new(new(answer is null ? FinishReasons.Error : FinishReasons.Stop, 0, null, null), answer, SentPrompt.Nothing, HasCheckpoints: false),
        standing: null,
        answer?.CreatedAt ?? Time);

    public static Message Answer(Guid conversationId, int sequence, string content) =>
        new(Guid.CreateVersion7(), conversationId, sequence, Roles.Assistant, content, 17, "demo", 230, Time.AddSeconds(2));
}
