namespace SamosaChaat.Tests.Hosting.Proxies;

/// <summary>Names the ways through a proxy.</summary>
[Flags]
internal enum Way
{
    None = 0,
    ToServer = 1,
    ToClient = 2,
    Both = ToServer | ToClient,
}
