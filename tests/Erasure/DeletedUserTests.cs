using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SamosaChaat.Shared.Erasure;

namespace SamosaChaat.Tests.Erasure;

/// <summary>A text that a user has left in every place is in no file when the account is deleted and the remains are erased.</summary>
public abstract class DeletedUserTests(string engine) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("samosachaat-test-").FullName;

    [Fact]
    public async Task No_file_has_a_trace_of_a_deleted_user_and_others_keep_theirs()
    {
        var marker = MarkedUser.NewMarker();
        await using var model = MarkedUser.Model(marker);
        await using var chat = await Chat.StartAsync(
            engine,
            model,
            [
                .. StoreSettings.Complete(engine, [("Storage:Path", folder)]),
                ("Streaming:CheckpointInterval", "00:00:00"),
                // Noise has many tokens.
                ("Inference:MaxPromptTokens", "100000"),
            ]);
        using var other = await chat.Server.NewUserAsync();
        var kept = await UserData.OfAsync(other);
        using var user = await MarkedUser.WriteAsync(chat, marker, () => other.CreateConversationAsync());
        var before = await kept.ReadAsync();
        Assert.NotEmpty(Find(marker));

        using var deleted = await user.Http.RequestAsync(HttpMethod.Delete, "/auth/me", new { password = TestUser.Password });
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        // A reader of the server may be in the way.
        var remains = chat.Server.Services.GetRequiredService<Remains>();
        while (!await remains.EraseAsync(_ => { }, chat.Ct)) chat.Ct.ThrowIfCancellationRequested();

        // FTS5 stores a word without the letters that it has in common with the one before it.
        Assert.Empty(Find(marker));
        Assert.Empty(Find(marker[8..]));
        Assert.Equal(before, await kept.ReadAsync());
    }

    public void Dispose()
    {
        Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Returns what has the text: files, or rows of PostgreSQL, whose files only compact cleans.</summary>
    private string[] Find(string text) =>
    [
        .. Traces.In(folder, text),
        .. engine == "postgres"
            ? PostgresProcess.ContentsOf(folder).Split('\n').Where(row => row.Contains(text, StringComparison.OrdinalIgnoreCase))
            : [],
    ];
}

public sealed class DeletedUserOnSqlite() : DeletedUserTests("sqlite");

public sealed class DeletedUserOnLiteDb() : DeletedUserTests("litedb");

public sealed class DeletedUserOnPostgres() : DeletedUserTests("postgres");
