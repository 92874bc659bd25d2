using System.Globalization;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;
using SamosaChaat.Bench.Soak;

namespace SamosaChaat.Bench.Rolling;

/// <summary>Works as a person's client: starts conversations, sends messages, reads and resumes answers, lists, refreshes its tokens.</summary>
internal sealed class RollingClient(int number, Balancer balancer, RollingTally tally)
{
    private const int RefreshEvery = 3;

    private string token = "";
    private string refreshToken = "";

    public async Task SignUpAsync()
    {
        var email = string.Create(CultureInfo.InvariantCulture, $"person{number}@example.com");
        await SignInAsync("/auth/register", new { email, password = "a long enough sentence" });
    }

    public async Task WorkAsync(CancellationToken over)
    {
        for (var round = 1; !over.IsCancellationRequested; round++)
        {
            if (round % RefreshEvery == 0) await SignInAsync("/auth/token/refresh", new { refresh_token = refreshToken });
            var wanted = new { title = "A title", model_tag = RollingCommand.Model };
            if (await JsonAsync(HttpMethod.Post, "/conversations", wanted) is not { } made) continue;
            var conversation = made.GetProperty("id").GetGuid();
            for (var turn = 0; turn < 2; turn++) await TakeTurnAsync(conversation);
            var listed = await JsonAsync(HttpMethod.Get, "/conversations?limit=5");
            if (listed is { } list && list.EnumerateArray().All(item => item.GetProperty("id").GetGuid() != conversation))
            {
                tally.Wrong("a list without the newest conversation", $"{conversation}");
            }

            tally.Count("lists");
        }
    }

    private async Task SignInAsync(string path, object body)
    {
        using var response = await balancer.SendAsync(HttpMethod.Post, path, null, body);
        if (response is null) return;
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        token = answer.GetProperty("access_token").GetString()!;
        refreshToken = answer.GetProperty("refresh_token").GetString()!;
        tally.Count("sign-ins and refreshes");
    }

    /// <summary>Sends a message and reads its answer to the end. In every second turn it leaves in the middle and reads on elsewhere.</summary>
    private async Task TakeTurnAsync(Guid conversation)
    {
        var (id, text, last, done) = (Guid.CreateVersion7(), new StringBuilder(), -1L, (StreamedEvent?)null);
        var messages = $"/conversations/{conversation}/messages";
        var leaveAfter = Random.Shared.Next(2) == 0 ? Random.Shared.Next(2, RollingCommand.Tokens) : int.MaxValue;
        var question = new { message = new { id, content = "How?" } };
        var response = await balancer.SendAsync(HttpMethod.Post, messages, token, question);
        while (response is not null)
        {
            done = await ReadAsync(response, leaveAfter);
            if (done is not null) break;
            leaveAfter = int.MaxValue;
            tally.Count("resumed streams");
            response = await balancer.SendAsync(HttpMethod.Get, $"{messages}/{id}/stream", token, after: last < 0 ? null : last);
        }

        if (done is null) return;
        tally.Count("turns");
        await HoldAsync(messages, done, text.ToString());

        async Task<StreamedEvent?> ReadAsync(HttpResponseMessage stream, int most)
        {
            using (stream)
            {
                try
                {
                    await foreach (var item in SseParser.Create(await stream.Content.ReadAsStreamAsync()).EnumerateAsync())
                    {
                        var read = StreamedEvent.Read(item);
                        if (read.Id != last + 1) tally.Wrong("event ids with a gap", $"{read.Id} after {last}");
                        last = read.Id;
                        if (read.Kind == EventKind.Token) text.Append(read.Text);
                        if (read.Kind == EventKind.Done) return read;
                        if (read.Kind is EventKind.Error or EventKind.Restart) tally.Wrong($"{read.Kind}", read.Data);
                        if (last >= most) return null;
                    }
                }
                catch (IOException)
                {
                    // The node is gone. The stream is resumed elsewhere.
                }

                tally.Count("broken streams");
                return null;
            }
        }
    }

    /// <summary>The stream, its last event and the list of another node have the same answer.</summary>
    private async Task HoldAsync(string messages, StreamedEvent done, string text)
    {
        if (done.Text is not ("stop" or "length")) tally.Wrong($"finish_reason {done.Text}", done.Data);
        if (done.Message?.GetProperty("content").GetString() != text) tally.Wrong("done has another text than the stream", done.Data);
        if (await JsonAsync(HttpMethod.Get, messages) is { } stored
            && stored.EnumerateArray().Last().GetProperty("content").GetString() != text)
        {
            tally.Wrong("the list has another text than the stream", $"{messages}: {stored}");
        }
    }

    private async Task<JsonElement?> JsonAsync(HttpMethod method, string path, object? body = null)
    {
        using var response = await balancer.SendAsync(method, path, token, body);
        return response is null ? null : await response.Content.ReadFromJsonAsync<JsonElement>();
    }
}
