namespace SamosaChaat.Tests.Features.Messages;

internal static class Failure
{
    /// <summary>A stream that failed tells why in the last event but one, and ends all the same.</summary>
    public static void Of(List<StreamedEvent> events, int status)
    {
        var problem = events[^2].Data.GetProperty("error");
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.Matches("^[0-9a-f]{32}$", problem.Text("trace_id"));
        Assert.True(events[^1].IsDone);
        Assert.Equal("error", events[^1].FinishReason);
        Assert.Equal(Enumerable.Range(0, events.Count), events.Select(item => item.Id));
    }
}
