using SamosaChaat.Features.Auth.Register;

namespace SamosaChaat.Tests.Storage.Postgres;

/// <summary>A command that cannot even be sent fails by itself.</summary>
public sealed class BlameTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("samosachaat-test-").FullName;

    [Fact]
    public async Task A_text_that_is_not_Unicode_takes_no_other_command_with_it()
    {
        using var node = new PostgresNode(PostgresProcess.ConnectionString(folder));
        var good = Enumerable.Range(0, 20).Select(_ => Some.User()).ToArray();
        var bad = Some.User("half of a pair: \uD83E");

        var first = good[..10].Select(user => node.WriteAsync(new AddUser(user, Some.Session(user)))).ToArray();
        var failing = node.WriteAsync(new AddUser(bad, Some.Session(bad)));
        var others = good[10..].Select(user => node.WriteAsync(new AddUser(user, Some.Session(user)))).ToArray();

        Assert.Each(await Task.WhenAll([.. first, .. others]), Assert.True);
        await Assert.ThrowsAnyAsync<ArgumentException>(() => failing);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
