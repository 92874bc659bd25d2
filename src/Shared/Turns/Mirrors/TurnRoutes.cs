using System.Globalization;
using SamosaChaat.Shared.Cluster.Peers;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Shared.Turns.Mirrors;

/// <summary>
/// Serves the turns of this node to other nodes. They have checked that their user may see the turn. A turn that does not run here is 404,
/// and the other node looks at the store again.
/// </summary>
internal sealed class TurnRoutes(ActiveTurns activeTurns, Reservations reservations, MirrorSender sender) : INodeRoutes
{
    /// <summary>The header of the answer to HEAD.</summary>
    public const string LengthHeader = "x-log-length";

    private const string Turn = "/turns/{conversation:guid}/{turn:guid}/{attempt:int}";

    public void Map(IEndpointRouteBuilder routes)
    {
        Map(HttpMethods.Get, Turn, sender.SendAsync);
        Map(HttpMethods.Head, Turn, SendLengthAsync);
        Map(HttpMethods.Get, $"{Turn}/prompt", SendPromptAsync);
        Map(HttpMethods.Delete, Turn, CancelAsync);
        routes.MapMethods("/turns/{conversation:guid}", [HttpMethods.Delete], EndDeletedAsync);

        void Map(string method, string pattern, Func<HttpContext, ActiveTurn, Task> serve) =>
            routes.MapMethods(pattern, [method], http => ServeAsync(http, serve));
    }

    private async Task ServeAsync(HttpContext http, Func<HttpContext, ActiveTurn, Task> serve)
    {
        try
        {
            if (await FindAsync(http) is { } turn) await serve(http, turn);
            else http.Response.StatusCode = StatusCodes.Status404NotFound;
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The other node went away.
        }
        catch (UnavailableException) when (!http.Response.HasStarted)
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }
    }

    private async Task<ActiveTurn?> FindAsync(HttpContext http)
    {
        var (conversationId, turnId) = (Id(http, "conversation"), Id(http, "turn"));
        var attempt = int.Parse((string)http.GetRouteValue("attempt")!, NumberStyles.None, CultureInfo.InvariantCulture);
        if (Find() is { } active) return active;
        // The turn may be stored as running and be active in a moment.
        using var reservation = await reservations.TakeAsync(conversationId, http.RequestAborted);
        return Find();

        // The other node may know an earlier attempt. A later one is as good.
        ActiveTurn? Find() =>
            activeTurns.Find(conversationId) is { } found && found.Turn.Id == turnId && found.Turn.Attempt >= attempt ? found : null;
    }

    private static Task SendLengthAsync(HttpContext http, ActiveTurn turn)
    {
        http.Response.Headers[LengthHeader] = turn.Log.Length.ToString(CultureInfo.InvariantCulture);
        return Task.CompletedTask;
    }

    private static async Task SendPromptAsync(HttpContext http, ActiveTurn turn) =>
        await http.Response.WriteAsJsonAsync(await turn.Prompted.WaitAsync(http.RequestAborted), Json.Options, http.RequestAborted);

    private static async Task CancelAsync(HttpContext http, ActiveTurn turn)
    {
        turn.Stop(FinishReasons.Cancelled);
        await turn.Stored.WaitAsync(http.RequestAborted);
    }

    private async Task EndDeletedAsync(HttpContext http)
    {
        var conversationId = Id(http, "conversation");
        try
        {
            // A turn that is being started is active afterwards.
            using var reservation = await reservations.TakeAsync(conversationId, http.RequestAborted);
            activeTurns.Find(conversationId)?.Stop(FinishReasons.Interrupted);
        }
        catch (UnavailableException)
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }
    }

    private static Guid Id(HttpContext http, string name) => Guid.Parse((string)http.GetRouteValue(name)!);
}
