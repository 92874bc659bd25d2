using SamosaChaat.Features.Auth.Register;
using SamosaChaat.Features.Conversations;
using SamosaChaat.Features.Conversations.UpdateConversation;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Transfer.Imports;
using SamosaChaat.Tests.Copy;
using SamosaChaat.Tests.Storage;

namespace SamosaChaat.Tests.Transfer;

/// <summary>Ids that are taken lead to no other user's data, and to no second copy.</summary>
public abstract class ImportedIdsTests(string engine) : IDisposable
{
    private readonly TempStore store = new(engine);
    private readonly RandomStore data = new(Seeded.Random(), isValid: true);

    public void Dispose()
    {
        store.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Another_users_export_becomes_a_copy_with_ids_of_its_own_and_stays_one()
    {
        var (owner, other) = (await OwnerAsync(), await NewUserAsync());
        var export = await Files.ExportAsync(store, owner.Id);

        var first = (await Files.ImportAsync(store, other.Id, export))!;
        var copy = await Files.ExportAsync(store, other.Id);
        var second = (await Files.ImportAsync(store, other.Id, export))!;

        Assert.DoesNotContain(first, result => result.Result != ImportResults.Imported);
        Assert.DoesNotContain(second, result => result.Result != ImportResults.Unchanged);
        Assert.Equal(export, await Files.ExportAsync(store, owner.Id));
        Assert.Equal(copy, await Files.ExportAsync(store, other.Id));
        Assert.Equal(Files.Lines(export).Length, Files.Lines(copy).Length);
        Assert.Empty(Ids(export).Intersect(Ids(copy)));
    }

    [Fact]
    public async Task A_conversation_that_has_changed_since_stays_as_it_is()
    {
        var owner = await OwnerAsync();
        var export = await Files.ExportAsync(store, owner.Id);
        var changed = Ids(export).First();
        var renamed = await store.WriteAsync(new ChangeConversation(owner.Id, changed, new("Another title"), Some.Time));
        Assert.Equal(EditStatus.Done, renamed.Status);
        var before = await Files.ExportAsync(store, owner.Id);

        var results = (await Files.ImportAsync(store, owner.Id, export))!;

        Assert.Equal(changed, Assert.Single(results, result => result.Result == ImportResults.Conflict).Id);
        Assert.Equal(results.Count - 1, results.Count(result => result.Result == ImportResults.Unchanged));
        Assert.Equal(before, await Files.ExportAsync(store, owner.Id));
    }

    [Fact]
    public async Task An_account_gets_no_more_conversations_than_it_has_room_for()
    {
        var (owner, other) = (await OwnerAsync(), await NewUserAsync());
        var export = await Files.ExportAsync(store, owner.Id);

        var results = (await Files.ImportAsync(store, other.Id, export, room: 2))!;

        Assert.Equal(2, results.Count(result => result.Result == ImportResults.Imported));
        Assert.DoesNotContain(results.Skip(2), result => result.Result != ImportResults.Invalid);
        Assert.Equal(2, Ids(await Files.ExportAsync(store, other.Id)).Count());
    }

    [Fact]
    public async Task An_account_that_is_gone_gets_nothing()
    {
        var owner = await OwnerAsync();
        var nobody = Some.User();

        var results = (await Files.ImportAsync(store, nobody.Id, await Files.ExportAsync(store, owner.Id)))!;

        Assert.NotEmpty(results);
        Assert.DoesNotContain(results, result => result.Result != ImportResults.Invalid);
    }

    private async Task<User> OwnerAsync()
    {
        await data.FillAsync(store);
        return data.Users[3];
    }

    private async Task<User> NewUserAsync()
    {
        var user = Some.User();
        Assert.True(await store.WriteAsync(new AddUser(user, Some.Session(user))));
        return user;
    }

    private static IEnumerable<Guid> Ids(byte[] export) => Files.Lines(export)
        .Where(line => line.Contains("\"conversation\"", StringComparison.Ordinal))
        .Select(line => System.Text.Json.JsonElement.Parse(line).GetProperty("id").GetGuid());
}

public sealed class ImportedIdsOnSqlite() : ImportedIdsTests(StorageOptions.Sqlite);

public sealed class ImportedIdsOnLiteDb() : ImportedIdsTests(StorageOptions.LiteDb);

public sealed class ImportedIdsOnPostgres() : ImportedIdsTests(StorageOptions.Postgres);
