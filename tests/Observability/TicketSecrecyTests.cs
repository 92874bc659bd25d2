using System.Collections.Concurrent;
using System.Diagnostics;

namespace SamosaChaat.Tests.Observability;

/// <summary>A ticket is in a URL, and URLs end up in logs and traces. This program's must not have it.</summary>
public sealed class TicketSecrecyTests
{
    [Fact]
    public async Task A_ticket_is_in_no_log_and_in_no_span_whatever_the_level()
    {
        var ended = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using var server = new OwnServer("sqlite", ("Logging:LogLevel:Default", "Trace"), ("Logging:LogLevel:Microsoft.AspNetCore", "Trace"));
        var entries = RequestEntries.Of(server);
        using var user = await server.NewUserAsync();
        var turn = await UserData.OfAsync(user);
        var path = $"/conversations/{turn.ConversationId}/messages/{turn.MessageId}/stream";
        using var created = await user.Http.PostAsync($"{path}/ticket", body: null);
        var ticket = (await created.JsonAsync()).Text("ticket");
        using var nobody = server.Anonymous();

        using var read = await nobody.FetchAsync($"{path}?ticket={ticket}");
        using var refused = await nobody.FetchAsync($"{path}?ticket={ticket}x");
        await entries.OfAsync(read);
        await entries.OfAsync(refused);

        var log = string.Join('\n', server.Log.Entries.Select(entry => $"{entry.Message} {string.Join(' ', entry.Properties.Values)} {entry.Exception}"));
        Assert.Contains(path, log, StringComparison.Ordinal);
        Assert.DoesNotContain(ticket, log, StringComparison.Ordinal);
        // The tests' own client says what it asked for. The server does not.
        var spans = ended.Where(span => !span.Source.Name.StartsWith("System.Net", StringComparison.Ordinal)).ToArray();
        Assert.Each(spans, span => Assert.DoesNotContain(span.TagObjects, tag => tag.Value is string text && text.Contains(ticket, StringComparison.Ordinal)));
    }
}
