using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace SamosaChaat.Tests.Hosting.Upstreams;

/// <summary>One answer of a model's server while its test lets it grow. Everything written is sent at once.</summary>
public abstract class ModelReply(HttpContext http)
{
    /// <summary>Cancelled when the one who asked is gone.</summary>
    public CancellationToken Gone => http.RequestAborted;

    public abstract Task TokenAsync(string token);

    /// <summary>A sign of life that is no part of the answer, as of a model that thinks first.</summary>
    public abstract Task ThinkAsync(string thought = "hm");

    /// <summary>The proper end, where the protocol has them with a reason and a count of tokens.</summary>
    public abstract Task EndAsync(string reason = "stop", int? tokens = null);

    /// <summary>Only the status line and the headers of a stream.</summary>
    public Task BeginAsync() => RawAsync("");

    /// <summary>Instead of a stream, a refusal.</summary>
    public Task RefuseAsync(int status, int? retryAfter = null, string message = "your secret prompt was refused")
    {
        http.Response.StatusCode = status;
        if (retryAfter is { } seconds) http.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return http.Response.WriteAsync(JsonSerializer.Serialize(new { error = new { message } }));
    }

    /// <summary>Sends whoever asks to another place, with method and body.</summary>
    public Task RedirectAsync(string url)
    {
        http.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
        http.Response.Headers.Location = url;
        return Task.CompletedTask;
    }

    /// <summary>To be called before anything is sent.</summary>
    public void SetCookie(string cookie) => http.Response.Headers.SetCookie = cookie;

    public async Task RawAsync(string text)
    {
        if (!http.Response.HasStarted) http.Response.ContentType = "text/event-stream";
        await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text));
        await http.Response.Body.FlushAsync();
    }

    /// <summary>The connection is gone, in the middle of whatever was sent.</summary>
    public void Die() => http.Abort();

    /// <summary>Says nothing more until the one who asked has gone away.</summary>
    public Task HangAsync()
    {
        var gone = new TaskCompletionSource();
        Gone.Register(gone.SetResult);
        return gone.Task;
    }

    protected Task EventAsync<T>(T data) => RawAsync($"data: {JsonSerializer.Serialize(data)}\n\n");
}
