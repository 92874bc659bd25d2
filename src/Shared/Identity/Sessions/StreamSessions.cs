using SamosaChaat.Shared.Http;

namespace SamosaChaat.Shared.Identity.Sessions;

/// <summary>
/// Lets a stream or a download end with the session that it was opened by. It applies to every operation with
/// <see cref="Description.Streams"/>, also while such a request waits for its answer as JSON, and with <see cref="Description.Downloads"/>.
/// </summary>
internal sealed class StreamSessions(RequestDelegate next, OpenStreams streams, TokenCache sessions)
{
    public Task InvokeAsync(HttpContext http) =>
        http.User is SignedInUser user && http.GetEndpoint()?.Metadata is { } metadata
        && (metadata.GetMetadata<EventStreamMetadata>() is not null || metadata.GetMetadata<DownloadMetadata>() is not null)
            ? StreamAsync(http, user)
            : next(http);

    private async Task StreamAsync(HttpContext http, SignedInUser user)
    {
        using var stream = streams.Add(http, user);
        // The session may have ended after the token was accepted, and before the stream was in the list.
        if (user.IsCached || await sessions.OpenUntil(user, http.RequestAborted) is not null) await next(http);
        else await NotSignedIn.RefuseToken(http);
    }
}
