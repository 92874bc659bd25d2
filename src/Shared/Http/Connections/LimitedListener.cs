using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace SamosaChaat.Shared.Http.Connections;

/// <summary>
/// Accepts connections for Kestrel, and closes those that have no place. Kestrel accepts faster than it serves. So a limit in Kestrel's own
/// steps comes too late: thousands of accepted sockets would wait for it. Here they wait in the system's queue.
/// </summary>
internal sealed class LimitedListenerFactory(SocketTransportFactory sockets, ConnectionGate gate)
    : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    public bool CanBind(EndPoint endpoint) => sockets.CanBind(endpoint);

    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        new LimitedListener(await sockets.BindAsync(endpoint, cancellationToken), gate);

    private sealed class LimitedListener(IConnectionListener listener, ConnectionGate gate) : IConnectionListener
    {
        public EndPoint EndPoint => listener.EndPoint;

        public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
        {
            while (await listener.AcceptAsync(cancellationToken) is { } connection)
            {
                if (await gate.EnterAsync(connection) is { } slot)
                {
                    connection.Features.Set(slot);
                    connection.Transport = new WatchedTransport(connection.Transport, slot);
                    return connection;
                }

                connection.Abort(new ConnectionAbortedException("All connections are in use."));
                _ = connection.DisposeAsync().AsTask();
            }

            return null;
        }

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default) => listener.UnbindAsync(cancellationToken);

        public ValueTask DisposeAsync() => listener.DisposeAsync();
    }
}
