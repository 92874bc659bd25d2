using System.Text;
using Microsoft.Extensions.DependencyInjection;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;
using SamosaChaat.Shared.Turns.Operations;

namespace SamosaChaat.Tests.Turns;

/// <summary>Streaming:CheckpointInterval 0: whatever a reader has seen is on the disk.</summary>
public abstract class StrictTests(string engine)
{
    [Fact]
    public async Task No_token_leaves_before_it_is_stored()
    {
        var store = new StoreGate();
        await using var model = new NanochatServer();
        await using var chat = await StartAsync(model, store);
        var said = new TaskCompletionSource();
        model.Script = async reply =>
        {
            await reply.TokenAsync("one");
            await said.Task.WaitAsync(reply.Gone);
            await reply.TokenAsync(" two");
            await reply.EndAsync();
        };
        var id = Guid.NewGuid();
        using var checkpoint = store.Hold<SaveCheckpoint>();
        using var post = await chat.PostAsync(new { message = new { id, content = "Hello?" } });
        await using var body = await post.Content.ReadAsStreamAsync(chat.Ct);

        await checkpoint.Reached.WaitAsync(chat.Ct);
        Assert.Empty(Events.Text(Told(chat, id)));
        checkpoint.Open();

        await body.ReadUntilAsync(text => text.Contains("\"one\"", StringComparison.Ordinal), chat.Ct);
        said.SetResult();
        Assert.Contains("\"done\":true", await body.ReadUntilAsync(text => text.Contains("\"done\"", StringComparison.Ordinal), chat.Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_answer_ends_with_leaves_when_the_answer_is_stored()
    {
        var store = new StoreGate();
        await using var model = new NanochatServer();
        await using var chat = await StartAsync(model, store);
        var id = Guid.NewGuid();
        using var checkpoint = store.Hold<SaveCheckpoint>();
        using var end = store.Hold<FinishTurn>();
        model.Script = async reply =>
        {
            await reply.TokenAsync("one");
            await checkpoint.Reached;
            await reply.TokenAsync(" two");
            await reply.EndAsync();
        };
        using var post = await chat.PostAsync(new { message = new { id, content = "Hello?" } });
        await checkpoint.Reached.WaitAsync(chat.Ct);
        checkpoint.Open();

        await end.Reached.WaitAsync(chat.Ct);
        var pieces = await chat.Server.Services.GetRequiredService<IStore>().ReadAsync(new Pieces(id), chat.Ct);
        Assert.NotEmpty(pieces);
        Assert.Equal(string.Concat(pieces.Select(piece => piece.Text)), Events.Text(Told(chat, id)));
        end.Open();

        Assert.Equal(["one", " two"], Events.Of(await post.Content.ReadAsStringAsync(chat.Ct)).Select(item => item.Token).OfType<string>());
    }

    [Fact]
    public async Task A_token_that_cannot_be_stored_is_a_failure_of_this_server_and_not_of_the_model()
    {
        var store = new StoreGate();
        await using var model = new NanochatServer();
        await using var chat = await StartAsync(model, store);
        model.Script = async reply =>
        {
            while (!reply.Gone.IsCancellationRequested) await reply.TokenAsync("one");
        };
        store.Disown<SaveCheckpoint>();

        using var post = await chat.PostAsync("Hello?");

        Assert.Equal("error", Events.Of(await post.Content.ReadAsStringAsync(chat.Ct))[^1].FinishReason);
        var logged = Assert.Single(chat.Server.Log.Entries, entry => entry.Event.Id is EventIds.UpstreamFailed or EventIds.TurnFailed);
        Assert.Equal(EventIds.TurnFailed, logged.Event.Id);
        Assert.IsType<IOException>(logged.Exception?.InnerException);
    }

    [Fact]
    public async Task What_a_reader_has_seen_is_the_beginning_of_what_a_kill_leaves()
    {
        await using var model = new NanochatServer();
        model.Script = async reply =>
        {
            for (var i = 0; !reply.Gone.IsCancellationRequested; i++) await reply.TokenAsync($"{i} ");
        };
        await using var chat = await ChatProcess.StartAsync(engine, model, ("Streaming:CheckpointInterval", "00:00:00"));
        var id = Guid.NewGuid();
        var seen = await chat.PostAsync(id, text => text.Contains("\"20 \"", StringComparison.Ordinal));

        await chat.KillAsync();

        Assert.StartsWith("0 1 2 ", Events.Text(seen), StringComparison.Ordinal);
        Assert.StartsWith(Events.Text(seen), (await chat.ContentsAsync())[1], StringComparison.Ordinal);
        var replayed = await chat.ReadAsync(id);
        // The same events, byte for byte, and more.
        Assert.StartsWith(Events.Whole(seen), replayed, StringComparison.Ordinal);
        Assert.Contains("\"finish_reason\":\"interrupted\"", replayed, StringComparison.Ordinal);
    }

    private async Task<Chat> StartAsync(ModelServer model, StoreGate store) =>
        await Chat.StartAsync(engine, model, store.PutBeforeStore, ("Streaming:CheckpointInterval", "00:00:00"));

    /// <summary>All that any reader could have by now.</summary>
    private static string Told(Chat chat, Guid id) => Encoding.UTF8.GetString(chat.Turn(id).Log.Read(0, out _).Span);

    /// <summary>What is stored of a turn that runs.</summary>
    private sealed class Pieces(Guid turnId) : Query<List<Checkpoint>>
    {
        internal override ValueTask<List<Checkpoint>> Sql(SqlSession db) => db.CheckpointsOf(turnId);

        internal override List<Checkpoint> Documents(DocumentSession db) => db.CheckpointsOf(turnId);
    }
}

public sealed class StrictOnSqlite() : StrictTests("sqlite");

public sealed class StrictOnLiteDb() : StrictTests("litedb");

public sealed class StrictOnPostgres() : StrictTests("postgres");
