using SamosaChaat.Bench.Hosting;
using SamosaChaat.Bench.Load;

namespace SamosaChaat.Bench.Turns;

/// <summary>Somebody before the model's services, and the load generator that asks nobody else.</summary>
/// <param name="Cpu">What it has taken so far, in its own processes.</param>
/// <param name="Model">Whose answers it asks for, instead of those of the order. Null for those of the order.</param>
internal sealed record Contender(string Name, LoadProcess Load, Func<TimeSpan> Cpu, string? Model = null)
{
    public static Contender Of(ServerProcess server, LoadProcess load) => new("samosachaat", load, () => server.Use.Cpu);

    public static Contender Of(string name, NginxProcess nginx, LoadProcess load) => new(name, load, () => nginx.Cpu);
}
