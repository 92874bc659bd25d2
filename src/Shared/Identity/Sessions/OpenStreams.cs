using System.Collections.Concurrent;
using SamosaChaat.Shared.Cluster;

namespace SamosaChaat.Shared.Identity.Sessions;

/// <summary>
/// Knows the streams that clients read now, and breaks off those whose session has ended. Any thread can call every member.
/// </summary>
internal sealed class OpenStreams
{
    private readonly ConcurrentDictionary<OpenStream, bool> open = [];

    public OpenStreams(Revocations revocations) => revocations.Revoked += Break;

    /// <summary>Adds a stream until the result is disposed of.</summary>
    public IDisposable Add(HttpContext http, SignedInUser user)
    {
        var stream = new OpenStream(this, http, user);
        open.TryAdd(stream, true);
        return stream;
    }

    private void Break(Revoked revoked)
    {
        foreach (var (stream, _) in open)
        {
            if (revoked.Covers(stream.User.SessionId, stream.User.UserId)) stream.Break();
        }
    }

    private sealed class OpenStream(OpenStreams all, HttpContext http, SignedInUser user) : IDisposable
    {
        private readonly Lock gate = new();
        private HttpContext? http = http;

        public SignedInUser User => user;

        /// <summary>Closes the connection. Other streams on it, by HTTP/2, continue.</summary>
        public void Break() => ThreadPool.UnsafeQueueUserWorkItem(
            static stream =>
            {
                // The server uses the context again for the next request.
                lock (stream.gate) stream.http?.Abort();
            },
            this,
            preferLocal: false);

        public void Dispose()
        {
            lock (gate) http = null;
            all.open.TryRemove(this, out _);
        }
    }
}
