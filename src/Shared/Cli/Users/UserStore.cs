using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using SamosaChaat.Features.Auth;
using SamosaChaat.Features.Auth.Register;
using SamosaChaat.Shared.Audit;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Hosting;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity.Accounts;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Turns.Operations;

namespace SamosaChaat.Shared.Cli.Users;

/// <summary>Opens the configured store for one command about accounts, and says in one line what it did.</summary>
internal sealed class UserStore(ServerParts server, string[] settings)
{
    private const int PageSize = 200;

    public async Task<int> AddAsync(string email, string? name, string role, CancellationToken ct)
    {
        var password = PasswordInput.Read(email);
        Validate(new Request { Email = email, Password = password, Name = name });
        await using var services = Open(createsStore: true);
        var user = new User(
            TimeProvider.System.NewId(),
            User.NormalizeEmail(email),
            name,
            services.GetRequiredService<IPasswordHasher<User>>().Hash(password),
            TimeProvider.System.Now(),
            role);
        var audit = services.GetRequiredService<AuditTrail>().OfOperator(AuditKinds.AccountCreated, user.Id, role);
        if (!await services.GetRequiredService<IStore>().WriteAsync(new AddAccount(user).Audited(audit), ct))
        {
            throw new CannotStartException($"There is an account with the email '{user.Email}' already.");
        }

        return Say($"Added {user.Email} ({role}).");
    }

    public async Task<int> ListAsync(bool json, CancellationToken ct)
    {
        await using var services = Open();
        var store = services.GetRequiredService<IStore>();
        var from = Guid.Empty;
        while (await store.ReadAsync(new PageOfUsers(from, PageSize + 1), ct) is { Count: > 0 } page)
        {
            foreach (var user in page.Take(PageSize)) Say(json ? ToJson(user) : ToText(user));
            if (page.Count <= PageSize) break;
            from = page[^1].Id;
        }

        return ExitCode.Ok;
    }

    public async Task<int> ChangeAsync(string email, string? role, bool? disabled, CancellationToken ct)
    {
        await using var services = Open();
        var store = services.GetRequiredService<IStore>();
        var found = await FindAsync(store, email, ct);
        var audit = services.GetRequiredService<AuditTrail>();
        var command = new ChangeUser(found.Id, role, disabled, TimeProvider.System.Now());
        var (status, user) = await store.WriteAsync(
            command.Audited(role, disabled, (kind, detail) => audit.OfOperator(kind, found.Id, detail)), ct);
        if (status == ChangeStatus.LastAdmin) throw new CannotStartException(ChangedUser.LastAdmin);
        return user is null ? throw Missing(email) : Say(ToText(user));
    }

    public async Task<int> SetPasswordAsync(string email, CancellationToken ct)
    {
        await using var services = Open();
        var store = services.GetRequiredService<IStore>();
        var found = await FindAsync(store, email, ct);
        var password = PasswordInput.Read(found.Email);
        Validate(new Request { Email = found.Email, Password = password });
        var hash = services.GetRequiredService<IPasswordHasher<User>>().Hash(password);
        var audit = services.GetRequiredService<AuditTrail>().OfOperator(AuditKinds.PasswordChanged, found.Id, "all sessions ended");
        return await store.WriteAsync(new SetPassword(found.Id, hash).Audited(audit), ct)
            ? Say($"{found.Email} has a new password and no session.")
            : throw Missing(email);
    }

    public async Task<int> SetQuotaAsync(string email, long? turns, long? tokens, CancellationToken ct)
    {
        await using var services = Open();
        var store = services.GetRequiredService<IStore>();
        var found = await FindAsync(store, email, ct);
        var audit = services.GetRequiredService<AuditTrail>();
        var command = new SetQuota(found.Id, turns, tokens).Audited((kind, detail) => audit.OfOperator(kind, found.Id, detail));
        if (!await store.WriteAsync(command, ct)) throw Missing(email);
        return Say(string.Create(
            CultureInfo.InvariantCulture, $"{found.Email}: {ToText(turns)} turns and {ToText(tokens)} tokens a day."));
    }

    private static string ToText(long? quota) => quota?.ToString("N0", CultureInfo.InvariantCulture) ?? "the settings'";

    private static async Task<User> FindAsync(IStore store, string email, CancellationToken ct) =>
        await store.ReadAsync(new FindAccount(email), ct) ?? throw Missing(email);

    private static CannotStartException Missing(string email) => new($"This store has no account with the email '{email}'.");

    /// <summary>Holds an account to the rules of a registration.</summary>
    private static void Validate(Request account)
    {
        var result = new Validator().Validate(account);
        if (!result.IsValid) throw new CannotStartException(string.Join(' ', result.Errors.Select(error => error.ErrorMessage)));
    }

    private static string ToText(User user) =>
        $"{user.Email}  {user.Role}{(user.DisabledAt is null ? "" : ", disabled")}{(user.Name is { } name ? $"  ({name})" : "")}";

    private static string ToJson(User user) => JsonSerializer.Serialize(
        new { user.Id, user.Email, user.Name, user.Role, user.CreatedAt, user.DisabledAt }, Json.Options);

    private static int Say(string line)
    {
        Console.WriteLine(line);
        return ExitCode.Ok;
    }

    private ServiceProvider Open(bool createsStore = false) =>
        server.Services(settings, builder => builder.Services.JoinStorage(createsStore));
}
