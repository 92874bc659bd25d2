using Microsoft.Extensions.Options;
using SamosaChaat.Features.Auth.Register;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Tests.Storage.Damage;

/// <summary>A data folder knows its store, and takes no other one for it.</summary>
public abstract class StoreIdentityTests : IDisposable
{
    private readonly string engine;
    private readonly string folder = Directory.CreateTempSubdirectory("samosachaat-test-").FullName;
    private readonly string other = Directory.CreateTempSubdirectory("samosachaat-test-").FullName;

    protected StoreIdentityTests(string engine) => this.engine = engine;

    protected string Folder => folder;

    protected string Other => other;

    private string IdentityFile => Directory.GetFiles(folder, "samosachaat.*.id").Single();

    [Fact]
    public async Task A_store_has_one_identity_from_its_first_start_on()
    {
        var user = Some.User();
        await UseAsync(async store => Assert.True(await store.WriteAsync(new AddUser(user, Some.Session(user)), Ct)));
        var identity = await File.ReadAllTextAsync(IdentityFile, Ct);

        await HasAsync(user);

        Assert.Equal(identity, await File.ReadAllTextAsync(IdentityFile, Ct));
        Assert.Equal(engine, StoreIdentity.TryParse(identity)?.Engine);
    }

    [Fact]
    public async Task A_lost_identity_comes_back_from_the_store()
    {
        var user = Some.User();
        await UseAsync(async store => await store.WriteAsync(new AddUser(user, Some.Session(user)), Ct));
        var (file, identity) = (IdentityFile, await File.ReadAllTextAsync(IdentityFile, Ct));
        File.Delete(file);

        await HasAsync(user);

        Assert.Equal(identity, await File.ReadAllTextAsync(file, Ct));
    }

    [Theory]
    [InlineData("")]
    [InlineData("engine: ")]
    [InlineData("engine: mongodb\nid: 0190163d-8694-739b-aea5-966c26f8ad91\nschema: 3\n")]
    public async Task A_damaged_identity_is_named(string content)
    {
        await UseAsync(_ => Task.CompletedTask);
        await File.WriteAllTextAsync(IdentityFile, content, Ct);

        Assert.Contains(IdentityFile, Refusal(), StringComparison.Ordinal);
        Assert.Equal(content, await File.ReadAllTextAsync(IdentityFile, Ct));
    }

    [Fact]
    public async Task Another_store_is_refused_until_the_identity_is_removed()
    {
        var (mine, theirs) = (Some.User(), Some.User());
        await UseAsync(async store => await store.WriteAsync(new AddUser(mine, Some.Session(mine)), Ct));
        await UseAsync(async store => await store.WriteAsync(new AddUser(theirs, Some.Session(theirs)), Ct), other);
        Swap();

        var refusal = Refusal();

        Assert.Contains("is not the one that", refusal, StringComparison.Ordinal);
        Assert.Contains($"remove '{IdentityFile}'", refusal, StringComparison.Ordinal);
        File.Delete(IdentityFile);
        await HasAsync(theirs);
    }

    [Fact]
    public async Task A_store_from_before_identities_gets_one()
    {
        var user = Some.User();
        await UseAsync(async store => await store.WriteAsync(new AddUser(user, Some.Session(user)), Ct));
        File.Delete(IdentityFile);
        RemoveId();

        await HasAsync(user);
        var identity = await File.ReadAllTextAsync(IdentityFile, Ct);
        // A backup from before that works, too, and is the same store from then on.
        RemoveId();
        await HasAsync(user);

        Assert.Equal(identity, await File.ReadAllTextAsync(IdentityFile, Ct));
    }

    public void Dispose()
    {
        Directory.Delete(folder, recursive: true);
        Directory.Delete(other, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Puts the other folder's store in the place of this one's.</summary>
    protected abstract void Swap();

    /// <summary>Makes the store one that an earlier version has written.</summary>
    protected abstract void RemoveId();

    private protected virtual StorageOptions OptionsOf(string root) => StoreSettings.Options(engine, root);

    private protected async Task UseAsync(Func<Store, Task> use, string? root = null)
    {
        var options = OptionsOf(root ?? folder);
        using var data = new DataFolder(Options.Create(options));
        using var store = new Store(StorageRegistration.Open(options, data, ChatSchema.Migrations));
        await use(store);
    }

    private protected Task HasAsync(User user) =>
        UseAsync(async store => Assert.Equal(user, await store.ReadAsync(new FindUser(user.Id), Ct)));

    private string Refusal()
    {
        var options = OptionsOf(folder);
        using var data = new DataFolder(Options.Create(options));
        return Assert.Throws<CannotStartException>(() => StorageRegistration.Open(options, data, ChatSchema.Migrations)).Message;
    }
}
