namespace SamosaChaat.Shared.Cli;

/// <summary>Makes the server with all its services and routes, not started yet; commands that need only its services take them from it.</summary>
/// <param name="settings">As on the command line: <c>--Storage:Engine</c>, <c>litedb</c>.</param>
/// <param name="change">Changes settings and services before it is built; null to leave them.</param>
public delegate WebApplication BuildServer(string[] settings, Action<WebApplicationBuilder>? change = null);
