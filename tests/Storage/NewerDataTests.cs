using LiteDB;
using Microsoft.Data.Sqlite;
using SamosaChaat.Features.Auth.Register;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Identity;

namespace SamosaChaat.Tests.Storage;

public abstract class NewerDataTests(string engine)
{
    [Fact]
    public async Task Data_of_a_newer_program_is_refused_and_left_as_it_is()
    {
        using var store = new TempStore(engine);
        var user = Some.User();
        await store.WriteAsync(new AddUser(user, Some.Session(user)));
        store.Close();
        var known = Version(store.File, set: null);
        Version(store.File, set: known + 1);
        var before = await File.ReadAllBytesAsync(store.File, TestContext.Current.CancellationToken);

        var refusal = Assert.Throws<CannotStartException>(() => store.Reopen());

        Assert.Contains($"version {known + 1}", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(store.File, TestContext.Current.CancellationToken));
        Version(store.File, set: known);
        store.Reopen();
        Assert.Equal(user, await store.ReadAsync(new FindUser(user.Id)));
    }

    /// <summary>Reads the schema's version of a closed file, or sets it.</summary>
    protected abstract int Version(string file, int? set);
}

public sealed class NewerDataOnSqlite() : NewerDataTests("sqlite")
{
    protected override int Version(string file, int? set)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = set is { } version ? $"PRAGMA user_version = {version}; PRAGMA user_version" : "PRAGMA user_version";
        return Convert.ToInt32(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }
}

public sealed class NewerDataOnLiteDb() : NewerDataTests("litedb")
{
    protected override int Version(string file, int? set)
    {
        using var database = new LiteDatabase(file);
        if (set is { } version) database.UserVersion = version;
        return database.UserVersion;
    }
}
