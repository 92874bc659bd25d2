using System.Globalization;
using System.Text.Json;
using SamosaChaat.Features.Admin.ListAuditEntries;
using SamosaChaat.Shared.Audit;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Hosting;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Cli.AuditLog;

/// <summary>Opens the configured store for one command about the audit log.</summary>
internal sealed class AuditReading(ServerParts server, string[] settings)
{
    private const int PageSize = 200;

    public async Task<int> ListAsync(int limit, string? kind, Guid? user, bool json, CancellationToken ct)
    {
        await using var services = await OpenAsync(ct);
        var wanted = new Request { Kind = kind, User = user?.ToString() };
        var (store, below) = (services.GetRequiredService<IStore>(), long.MaxValue);
        while (limit > 0 && await store.ReadAsync(new PageOfEntries(below, PageSize), ct) is { Count: > 0 } page)
        {
            var found = page.Where(entry => wanted.Fits(entry.Entry)).Take(limit).ToArray();
            foreach (var entry in found)
            {
                Console.WriteLine(json ? JsonSerializer.Serialize(Response.From(entry), Json.Options) : ToText(entry));
            }

            limit -= found.Length;
            below = page[^1].Number;
        }

        return ExitCode.Ok;
    }

    public async Task<int> VerifyAsync(string? head, bool json, CancellationToken ct)
    {
        await using var services = await OpenAsync(ct);
        var store = services.GetRequiredService<IStore>();
        var log = await AuditVerification.RunAsync(store, head is null ? null : Convert.FromHexString(head), ct);
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(
                new { ok = log.Fault is null, log.Entries, newest = log.Newest?.Number, head = log.Newest?.HashText, log.Fault },
                Json.Options));
            return log.Fault is null ? ExitCode.Ok : ExitCode.Failed;
        }

        if (log.Fault is { } fault) throw new CannotStartException($"The log is not whole. {fault}");
        Console.WriteLine(log.Newest is { } newest
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{log.Entries} entries are as they were written. The newest is entry {newest.Number}, with the hash {newest.HashText}.")
            : "The log has no entries.");
        return ExitCode.Ok;
    }

    private static string ToText(SealedEntry found)
    {
        var entry = found.Entry;
        var actor = entry.ActorId is { } id && id != entry.UserId ? $"  by {id}" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{found.Number}  {entry.At:yyyy-MM-ddTHH:mm:ssZ}  {entry.Kind}  {entry.UserId?.ToString() ?? "-"}{actor}  {entry.Source}")
            + (entry.Detail is null ? "" : $"  ({entry.Detail})");
    }

    /// <summary>Opens the store, and moves what a server that is gone has left into the chain.</summary>
    private async Task<ServiceProvider> OpenAsync(CancellationToken ct)
    {
        var services = server.Services(settings, builder => builder.Services.JoinStorage());
        await services.GetRequiredService<AuditSealer>().SealAsync(ct);
        return services;
    }
}
