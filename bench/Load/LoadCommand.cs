using System.Diagnostics;
using System.Text.Json;

namespace SamosaChaat.Bench.Load;

/// <summary>
/// The load generator, a process of its own that stays: it is warm when it is asked to measure. Each line of its input is a <see cref="LoadOrder"/>, and
/// is answered with a <see cref="LoadResult"/>; it ends with its input.
/// </summary>
internal sealed class LoadCommand(LoadOptions options)
{
    private readonly List<LoadClient> clients = [];

    public async Task<int> RunAsync()
    {
        var target = options.Asked();
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = options.Target };
        while (await Console.In.ReadLineAsync() is { } line)
        {
            var order = JsonSerializer.Deserialize<LoadOrder>(line)!;
            while (clients.Count < order.Clients) clients.Add(new(http, target, clients.Count));
            Console.WriteLine(JsonSerializer.Serialize(await RunAsync(order)));
        }

        return 0;
    }

    private async Task<LoadResult> RunAsync(LoadOrder order)
    {
        var (meter, cpu, started) = (new Meter(), Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
        await new OpenLoopLoad(order, clients, meter).RunAsync();
        return meter.Result(Stopwatch.GetElapsedTime(started), Environment.CpuUsage.TotalTime - cpu);
    }
}
