using Microsoft.Extensions.Options;
using SamosaChaat.Features.Auth.Register;
using SamosaChaat.Features.Conversations;
using SamosaChaat.Features.Conversations.CreateConversation;
using SamosaChaat.Features.Conversations.DeleteConversation;
using SamosaChaat.Features.Conversations.ListConversations;
using SamosaChaat.Features.Conversations.UpdateConversation;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Tests.Storage;

/// <summary>Lists long enough, and titles long enough, that a document engine has to spread a list over many documents.</summary>
public abstract class ConversationListTests : IDisposable
{
    private static readonly DateTime Start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly string path = Directory.CreateTempSubdirectory("samosachaat-test-").FullName;
    private readonly DataFolder folder;
    private readonly Store store;
    private readonly Random random = new(7);
    private readonly List<Conversation> expected = [];

    protected ConversationListTests(string engine)
    {
        folder = new DataFolder(Options.Create(new StorageOptions { Engine = engine, Path = path }));
        store = new Store(StorageRegistration.Open(StoreSettings.Options(engine, path), folder, ChatSchema.Migrations));
    }

    [Fact]
    public async Task A_list_holds_what_was_created_changed_and_deleted_in_any_order()
    {
        Guid[] users = [await NewUserAsync(), await NewUserAsync(), await NewUserAsync()];
        for (var step = 0; step < 1_000; step++)
        {
            // More creations than deletions at first, then the other way round, down to nothing.
            var creating = step < 600;
            if (expected.Count == 0 || random.Next(3) == (creating ? 0 : 3)) await CreateAsync(users[random.Next(users.Length)]);
            else if (random.Next(4) < (creating ? 3 : 1)) await ChangeAsync(expected[random.Next(expected.Count)]);
            else if (!creating || random.Next(3) == 0) await DeleteAsync(expected[random.Next(expected.Count)]);

            if (step % 25 == 0 || !creating) await CompareAsync(users[step % users.Length], pageSize: 1 + random.Next(60));
        }
    }

    public void Dispose()
    {
        store.Dispose();
        folder.Dispose();
        Directory.Delete(path, recursive: true);
        GC.SuppressFinalize(this);
    }

    private async Task<Guid> NewUserAsync()
    {
        var id = Guid.NewGuid();
        var session = new Session(Guid.NewGuid(), id, new byte[32], Start, Start.AddDays(1));
        await store.WriteAsync(new AddUser(new User(id, $"{id:N}@example.com", null, "no hash", Start), session), TestContext.Current.CancellationToken);
        return id;
    }

    private async Task CreateAsync(Guid user)
    {
        var time = AnyTime();
        var conversation = new Conversation(Guid.NewGuid(), user, Title(), "demo", time, time);
        await store.WriteAsync(new AddConversation(conversation), TestContext.Current.CancellationToken);
        expected.Add(conversation);
    }

    private async Task ChangeAsync(Conversation before)
    {
        // A clock that is behind moves no conversation down.
        var time = AnyTime();
        var after = before with { Title = Title(), UpdatedAt = time > before.UpdatedAt ? time : before.UpdatedAt };
        var change = new ConversationChange(after.Title);
        if (random.Next(2) == 0)
        {
            after = before with { IsPinned = random.Next(3) == 0, IsArchived = random.Next(3) == 0 };
            change = new(Pinned: after.IsPinned, Archived: after.IsArchived);
        }

        var told = await store.WriteAsync(
            new ChangeConversation(before.UserId, before.Id, change, time), TestContext.Current.CancellationToken);
        Assert.Equal(new Updated(EditStatus.Done, after), told);
        expected[expected.IndexOf(before)] = after;
    }

    private async Task DeleteAsync(Conversation conversation)
    {
        var removed = await store.WriteAsync(new RemoveConversation(conversation.UserId, conversation.Id), TestContext.Current.CancellationToken);
        Assert.Equal(EditStatus.Done, removed);
        expected.Remove(conversation);
    }

    private async Task CompareAsync(Guid user, int pageSize)
    {
        var filter = new ConversationFilter(Any(), Any());
        var read = new List<ListedConversation>();
        for (Cursor? below = Cursor.Top; below is { } place;)
        {
            var page = (await store.ReadAsync(new PageOfConversations(user, place, pageSize, filter, ConversationExtras.All), TestContext.Current.CancellationToken)).Told();
            var items = page.Items<ListedConversation, Cursor>();
            Assert.Equal(page!.Next is null ? items.Length : pageSize, items.Length);
            read.AddRange(items);
            below = page.Next;
        }

        Assert.Equal(
            expected.Where(c => c.UserId == user && filter.Takes(c)).OrderByDescending(c => c.UpdatedAt).ThenByDescending(c => c.Id)
                .Select(c => ListedConversation.From(c, ConversationExtras.All)),
            read);

        bool? Any() => random.Next(3) is 0 ? null : random.Next(2) == 0;
    }

    // Few different times, so that many are equal and the id decides.
    private DateTime AnyTime() => Start.AddSeconds(random.Next(40));

    private string Title() => random.Next(3) == 0 ? new string('ü', 500) : new string('a', random.Next(1, 60));
}

public sealed class ConversationListOnSqlite() : ConversationListTests(StorageOptions.Sqlite);

public sealed class ConversationListOnLiteDb() : ConversationListTests(StorageOptions.LiteDb);

public sealed class ConversationListOnPostgres() : ConversationListTests(StorageOptions.Postgres);
