using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Audit;
using SamosaChaat.Shared.Cluster;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Tests.Storage;

namespace SamosaChaat.Tests.Audit;

/// <summary>A flood of failed sign-ins writes a bounded number of entries, and the next one says how many are not there.</summary>
public sealed class FailedSignInsTests : IDisposable
{
    private readonly TempStore store = new(StorageOptions.Sqlite);
    private readonly StandingClock clock = new();
    private readonly AuditSealer sealer;
    private readonly FailedSignIns failures;

    public FailedSignInsTests()
    {
        var shared = new SharedClock(clock);
        sealer = new(store, shared, Options.Create(new AuditOptions()), NullLogger<AuditSealer>.Instance);
        failures = new(store, new(store, sealer, shared), clock);
    }

    [Fact]
    public async Task One_address_is_written_so_often_and_then_counted()
    {
        var most = (int)FailedSignIns.OfSource.Permits;
        for (var i = 0; i < most + 12; i++) await FailAsync("192.0.2.7");
        Assert.Equal(most, (await store.ReadAllAsync()).Count);

        // Others are written meanwhile, and tell of it.
        await FailAsync("192.0.2.8");
        await FailAsync("192.0.2.8");

        var log = await store.ReadAllAsync();
        Assert.Equal(["12 failures before this one are not in the log", null], log.Skip(most).Select(entry => entry.Entry.Detail));
        clock.Advance(FailedSignIns.OfSource.Window / most);
        await FailAsync("192.0.2.7", "disabled");
        await FailAsync("192.0.2.7");
        Assert.Equal("disabled", (await store.ReadAllAsync())[^1].Entry.Detail);
    }

    [Fact]
    public async Task Many_addresses_are_written_no_more_often_than_all_may_be()
    {
        for (var i = 0; i < FailedSignIns.OfAll.Permits + 100; i++) await FailAsync($"198.51.{i / 200}.{i % 200}");

        Assert.Equal(FailedSignIns.OfAll.Permits, (await store.ReadAllAsync()).Count);
    }

    public void Dispose()
    {
        sealer.Dispose();
        store.Dispose();
    }

    private async Task FailAsync(string source, string? detail = null)
    {
        // Entries of one millisecond have no order.
        clock.Advance(TimeSpan.FromMilliseconds(1));
        var http = new DefaultHttpContext();
        http.Connection.RemoteIpAddress = IPAddress.Parse(source);
        await failures.AddAsync(http, userId: null, detail);
    }
}
