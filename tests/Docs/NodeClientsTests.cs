using System.Text.Json;

namespace SamosaChaat.Tests.Docs;

/// <summary>The libraries of npm by which frontends read streams read a turn on a line that breaks, and stop at its end.</summary>
public sealed class NodeClientsTests
{
    /// <summary>The client does not close: it is the server that stops it.</summary>
    private const string EventSource = """
        import { EventSource } from 'eventsource';
        const [, base, token, conversation, id, direct] = process.argv;
        const stream = `/conversations/${conversation}/messages/${id}/stream`;
        const { ticket } = await (await fetch(`${direct}${stream}/ticket`, { method: 'POST', headers: { authorization: `Bearer ${token}` } })).json();
        const source = new EventSource(`${base}${stream}?ticket=${ticket}`);
        source.onmessage = ({ lastEventId, data }) => console.log(JSON.stringify([Number(lastEventId), JSON.parse(data)]));
        source.onerror = ({ code }) => source.readyState === EventSource.CLOSED && process.exit(code === 204 ? 0 : 1);
        """;

    /// <summary>
    /// It repeats its POST, with the id of the last event. By itself it notes an id before the event is whole, and would lose an event whose
    /// second line did not arrive.
    /// </summary>
    private const string FetchEventSource = """
        import { fetchEventSource } from '@microsoft/fetch-event-source';
        Object.assign(globalThis, { window: globalThis, document: { hidden: false, addEventListener() {}, removeEventListener() {} } });
        const [, base, token, conversation, id] = process.argv;
        let last = {};
        await fetchEventSource(`${base}/conversations/${conversation}/messages`, {
          method: 'POST',
          openWhenHidden: true,
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          body: JSON.stringify({ message: { id, content: 'Hello?' } }),
          onopen: async (response) => { if (!response.ok) process.exit(1); },
          fetch: (url, init) => fetch(url, { ...init, headers: { ...init.headers, 'last-event-id': '', ...last } }),
          onmessage: ({ id, data }) => {
            if (!data) return;
            last = { 'last-event-id': id };
            console.log(JSON.stringify([Number(id), JSON.parse(data)]));
          },
          onerror: () => 100,
        });
        process.exit(0);
        """;

    /// <summary>Reads on behind the last event where a connection breaks. The two parsers do not connect by themselves.</summary>
    private const string Resume = """
        const [, base, token, conversation, id] = process.argv;
        const messages = `${base}/conversations/${conversation}/messages`;
        const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
        const post = { method: 'POST', headers, body: JSON.stringify({ message: { id, content: 'Hello?' } }) };
        let last = -1;
        let done = false;
        function take(id, data) {
          [last, done] = [id, data.done === true];
          console.log(JSON.stringify([id, data]));
        }
        while (!done) {
          const response = await (last < 0 ? fetch(messages, post) : fetch(`${messages}/${id}/stream`, { headers: { ...headers, 'last-event-id': `${last}` } })).catch(() => null);
          if (response?.ok) await read(response).catch(() => {});
        }

        """;

    private const string EventSourceParser = "import { createParser } from 'eventsource-parser';\n" + Resume + """
        async function read(response) {
          const parser = createParser({ onEvent: ({ id, data }) => take(Number(id), JSON.parse(data)) });
          for await (const text of response.body.pipeThrough(new TextDecoderStream())) parser.feed(text);
        }
        """;

    /// <summary>It parses the data and drops the ids. Those of a first attempt count from 0.</summary>
    private const string OpenAi = "import { Stream } from 'openai/core/streaming';\n" + Resume + """
        async function read(response) {
          for await (const data of Stream.fromSSEResponse(response, new AbortController())) take(last + 1, data);
        }
        """;

    [Theory]
    [InlineData(EventSource)]
    [InlineData(FetchEventSource)]
    [InlineData(EventSourceParser)]
    [InlineData(OpenAi)]
    public async Task It_has_every_event_once_and_stops(string client)
    {
        var tools = NodeTools.Folder;
        Assert.SkipUnless(Directory.Exists(Path.Combine(tools, "node_modules", "eventsource")), "npm has not installed the clients that .ci/run lists.");
        string[] tokens = [.. Enumerable.Range(0, 40).Select(i => $"{i} 🥟 ")];
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync("sqlite", model);
        model.Script = async reply =>
        {
            foreach (var token in tokens) await reply.TokenAsync(token);
            await reply.EndAsync();
        };
        await using var line = new BreakingProxy(() => chat.Server.Address, 700, 900, 1000);
        var id = Guid.NewGuid();
        // A ticket is for a turn that is there.
        if (client == EventSource) using (await chat.PostAsync(new { message = new { id, content = "Hello?" } })) { }

        string[] arguments = [Base(line.Address), chat.User.AccessToken, $"{chat.Id}", $"{id}", Base(chat.Server.Address)];
        var printed = await NodeTools.RunAsync(tools, "node", ["--input-type=module", "--eval", client, .. arguments]);

        StreamedEvent[] events = [.. printed.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(text => JsonSerializer.Deserialize<JsonElement>(text))
            .Select(pair => new StreamedEvent(pair[0].GetInt32(), pair[1]))];
        Assert.Equal(Enumerable.Range(0, tokens.Length + 2), events.Select(item => item.Id));
        Assert.Equal(tokens, events.Select(item => item.Token).OfType<string>());
        Assert.True(events[^1].IsDone);
        Assert.Single(model.Requests);
        Assert.Equal(3, line.Broken);
    }

    private static string Base(Uri address) => address.AbsoluteUri.TrimEnd('/');
}
