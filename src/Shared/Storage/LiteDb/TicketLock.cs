namespace SamosaChaat.Shared.Storage.LiteDb;

/// <summary>
/// A lock that serves in the order of arrival. .NET's own let whoever is quickest go first, and many readers would keep the writer out.
/// </summary>
internal sealed class TicketLock
{
    private readonly object gate = new();
    private long nextTicket;
    private long serving;

    public T Run<T>(Func<T> action)
    {
        lock (gate)
        {
            var ticket = nextTicket++;
            while (ticket != serving) Monitor.Wait(gate);
        }

        try
        {
            return action();
        }
        finally
        {
            lock (gate)
            {
                serving++;
                if (serving != nextTicket) Monitor.PulseAll(gate);
            }
        }
    }
}
