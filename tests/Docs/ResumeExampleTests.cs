using System.Diagnostics;
using System.Text.Json;
using SamosaChaat.Tests.Turns;

namespace SamosaChaat.Tests.Docs;

/// <summary>The client of docs/examples, as it stands there, in Node.js and behind a line that breaks.</summary>
public sealed class ResumeExampleTests
{
    /// <summary>Twenty, and those that are awkward to a parser of lines.</summary>
    private static readonly string[] Tokens = [.. Enumerable.Range(0, 20).Select(i => $"{i} 🥟 "), "\u2028", "\n\nid: 7\ndata: {\"done\":true}\n\n", "done"];

    [Fact]
    public async Task It_has_every_event_once_however_often_the_connection_breaks()
    {
        NeedsNode();
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync("sqlite", model);
        model.Script = Say;
        // No answer at all, a part of the headers, and then a few events at a time.
        await using var line = new BreakingProxy(() => chat.Server.Address, 0, 60, 700, 900, 500);
        var id = Guid.NewGuid();

        var events = await SendAsync(line.Address, chat.User.AccessToken, chat.Id, id);

        Assert.Equal(5, line.Broken);
        Assert.Equal(Enumerable.Range(0, Tokens.Length + 2), events.Select(item => item.Id));
        Assert.Equal(Tokens, events.Select(item => item.Token).OfType<string>());
        Assert.Equal(string.Concat(Tokens), (await chat.MessagesAsync())[1].Text("content"));
        Assert.Single(model.Requests);
    }

    [Fact]
    public async Task It_goes_on_after_a_connection_that_stays_open_and_silent()
    {
        NeedsNode();
        var (begun, left) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync("sqlite", model, ("Streaming:KeepAlive", "1.00:00:00"));
        model.Script = async reply =>
        {
            await reply.TokenAsync("before");
            begun.SetResult();
            await left.Task.WaitAsync(reply.Gone);
            await reply.TokenAsync(" after");
            await reply.EndAsync();
        };
        var id = Guid.NewGuid();

        var sending = SendAsync(chat.Server.Address, chat.User.AccessToken, chat.Id, id, silence: 500);
        await begun.Task.WaitAsync(chat.Ct);
        var readers = chat.Turn(id).Subscribers;
        readers.Left += () => left.TrySetResult();
        if (readers.Leavings > 0) left.TrySetResult();

        Assert.Equal(["before", " after"], (await sending).Select(item => item.Token).OfType<string>());
    }

    [Fact]
    public async Task It_waits_while_another_turn_is_in_the_way()
    {
        NeedsNode();
        var seen = new TaskCompletionSource();
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync("sqlite", model);
        model.Script = async reply =>
        {
            await reply.TokenAsync("busy");
            await seen.Task.WaitAsync(reply.Gone);
            await reply.EndAsync();
        };
        await using var line = new BreakingProxy(() => chat.Server.Address);
        using var other = await chat.PostAsync("First");

        var sending = SendAsync(line.Address, chat.User.AccessToken, chat.Id, Guid.NewGuid());
        await line.Conflict.WaitAsync(chat.Ct);
        seen.SetResult();

        Assert.Equal("stop", (await sending)[^1].FinishReason);
        Assert.Equal(["First", "busy", "Hello?", "busy"], (await chat.MessagesAsync()).Select(message => message.Text("content")));
    }

    [Fact]
    public async Task It_is_told_of_a_turn_that_is_run_again_after_a_kill()
    {
        NeedsNode();
        var begun = new TaskCompletionSource();
        await using var model = new NanochatServer();
        model.Script = async reply =>
        {
            await reply.TokenAsync("cut off");
            begun.SetResult();
            await reply.HangAsync();
        };
        await using var chat = await ChatProcess.StartAsync("sqlite", model, ("Streaming:Recovery", "regenerate"));
        await using var line = new BreakingProxy(() => chat.Program.Http.BaseAddress!);
        var sending = SendAsync(line.Address, chat.Token, chat.Conversation, Guid.NewGuid());
        await begun.Task.WaitAsync(chat.Ct);
        model.Script = Say;

        await chat.KillAsync();

        var events = await sending;
        var restart = events.ToList().FindIndex(item => item.Data.TryGetProperty("restart", out _));
        Assert.Equal(Tokens, events.Skip(restart + 1).Select(item => item.Token).OfType<string>());
        Assert.Equal(string.Concat(Tokens), (await chat.ContentsAsync())[1]);
    }

    [Fact]
    public void It_is_twenty_lines_long() => Assert.Equal(20, SourceTree.Read("docs/examples/resume.mjs").TrimEnd().Split('\n').Length);

    private static async Task Say(ModelReply reply)
    {
        foreach (var token in Tokens) await reply.TokenAsync(token);
        await reply.EndAsync();
    }

    private static async Task<IReadOnlyList<StreamedEvent>> SendAsync(Uri address, string token, Guid conversation, Guid id, int silence = 37_500)
    {
        var run = $$"""
            import { send } from '{{new Uri(Path.Combine(SourceTree.Root, "docs/examples/resume.mjs"))}}';
            await send('{{address.AbsoluteUri.TrimEnd('/')}}', '{{token}}', '{{conversation}}', { id: '{{id}}', content: 'Hello?' }, (event, id) => console.log(JSON.stringify([id, event])), {{silence}});
            """;
        var printed = await NodeTools.RunAsync(SourceTree.Root, "node", "--input-type=module", "--eval", run);
        return [.. printed.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonSerializer.Deserialize<JsonElement>(line))
            .Select(pair => new StreamedEvent(pair[0].GetInt32(), pair[1]))];
    }

    private static void NeedsNode()
    {
        try
        {
            using var node = Process.Start(new ProcessStartInfo("node", ["--version"]) { RedirectStandardOutput = true })!;
            node.WaitForExit();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("There is no Node.js on this machine.");
        }
    }
}
