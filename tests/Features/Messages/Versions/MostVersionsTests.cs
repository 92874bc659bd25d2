using SamosaChaat.Shared.Domain;

namespace SamosaChaat.Tests.Features.Messages.Versions;

/// <summary>A message has at most 50 versions.</summary>
public abstract class MostVersionsTests(string engine)
{
    [Fact]
    public async Task A_question_has_at_most_50_versions()
    {
        await using var versions = await VersionedChat.StartAsync(engine);
        for (var i = 1; i < MessageTree.MaxVersions; i++) Assert.Equal(200, await versions.ReplaceAsync(await versions.IdAsync(2), $"edit {i}").StatusAsync());

        using var refused = await versions.ReplaceAsync(await versions.IdAsync(2), "one more");

        await AssertRefusedAsync(refused);
        Assert.Equal(MessageTree.MaxVersions, (await versions.VersionsAsync(2)).Length);
        Assert.Equal("one A1 edit 49 A51", await versions.PathAsync());
    }

    [Fact]
    public async Task An_answer_has_at_most_50_versions()
    {
        await using var versions = await VersionedChat.StartAsync(engine);
        var question = await versions.IdAsync(2);
        for (var i = 1; i < MessageTree.MaxVersions; i++) Assert.Equal(200, await versions.RegenerateAsync(question).StatusAsync());
        // The first one, so that none of the stored versions is newest.
        Assert.Equal(200, await versions.SelectAsync((await versions.VersionsAsync(3))[0]).StatusAsync());

        using var refused = await versions.RegenerateAsync(question);

        await AssertRefusedAsync(refused);
        Assert.Equal(MessageTree.MaxVersions, (await versions.VersionsAsync(3)).Distinct().Count());
        Assert.Equal("one A1 two A2", await versions.PathAsync());
    }

    private static async Task AssertRefusedAsync(HttpResponseMessage refused)
    {
        Assert.Equal(409, (int)refused.StatusCode);
        Assert.Equal("The message has 50 versions, and can have no more.", (await refused.JsonAsync()).Text("detail"));
    }
}

public sealed class MostVersionsOnSqlite() : MostVersionsTests("sqlite");

public sealed class MostVersionsOnLiteDb() : MostVersionsTests("litedb");

public sealed class MostVersionsOnPostgres() : MostVersionsTests("postgres");
