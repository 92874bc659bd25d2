namespace SamosaChaat.Tests.Features.Models.ListModels;

/// <summary>The list of models comes from the same servers as the answers.</summary>
public sealed class HostileModelListTests
{
    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{\"data\":[", "null,")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n", "\n")]
    [InlineData("HTTP/1.1 500 Internal Server Error\r\n\r\n", "no, ")]
    public async Task A_list_without_end_is_given_up_early(string begin, string forever)
    {
        await using var host = new PatientHost();

        Assert.False(await host.IsListedAsync("nanochat", new RawAnswer(begin, Forever: forever)));

        // Both upstreams were asked; each was cut off after 4 MiB and what was on its way.
        Assert.InRange(host.Raw.Sent, 0, 2 * 16 * 1024 * 1024);
    }
}
