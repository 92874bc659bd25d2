using SamosaChaat.Features.Auth.Register;
using SamosaChaat.Shared.Cli.Doctor;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Tests.Storage.Damage;

namespace SamosaChaat.Tests.Storage.Postgres;

/// <summary>The same for a database: the data folder, which has the key, names it.</summary>
public sealed class IdentityOnPostgres() : StoreIdentityTests(StorageOptions.Postgres)
{
    private string? database;

    [Fact]
    public async Task Nodes_with_folders_of_their_own_share_a_database()
    {
        await UseAsync(_ => Task.CompletedTask);
        database = PostgresProcess.ConnectionString(Folder);
        var user = Some.User();

        await UseAsync(async store => await store.WriteAsync(new AddUser(user, Some.Session(user)), Ct), Other);

        await HasAsync(user);
        Assert.Equal(await IdentityOfAsync(Folder), await IdentityOfAsync(Other));
    }

    [Fact]
    public async Task The_doctor_names_a_database_that_is_another_one()
    {
        await UseAsync(_ => Task.CompletedTask);
        Assert.Equal(Verdict.Ok, Assert.Single(StoreCheck.Run(OptionsOf(Folder), quick: false)).Verdict);
        await UseAsync(_ => Task.CompletedTask, Other);
        Swap();

        var finding = Assert.Single(StoreCheck.Run(OptionsOf(Folder), quick: false));

        Assert.Equal(Verdict.Wrong, finding.Verdict);
        Assert.Contains("is not the one that", finding.Said, StringComparison.Ordinal);
    }

    protected override void Swap() => database = PostgresProcess.ConnectionString(Other);

    protected override void RemoveId() =>
        OwnPostgres.Ask(PostgresProcess.ConnectionString(Folder), "ALTER TABLE schema_version DROP COLUMN store_id");

    private protected override StorageOptions OptionsOf(string root)
    {
        var options = base.OptionsOf(root);
        options.ConnectionString = database ?? options.ConnectionString;
        return options;
    }

    private static Task<string> IdentityOfAsync(string root) => File.ReadAllTextAsync(Path.Combine(root, "samosachaat.postgres.id"), Ct);
}
