using Microsoft.Extensions.DependencyInjection;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Identity.Accounts;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Tests.Hosting.Clients;

/// <summary>Makes administrators past the API, which needs one for that.</summary>
internal static class Admins
{
    public static async Task<TestUser> NewAdminAsync(this Server server)
    {
        var admin = await server.NewUserAsync();
        await server.Services.SetRoleAsync(admin, UserRoles.Admin);
        return admin;
    }

    public static async Task SetRoleAsync(this IServiceProvider services, TestUser user, string role)
    {
        var changed = await services.GetRequiredService<IStore>().WriteAsync(
            new ChangeUser(user.Id, role, disabled: null, TimeProvider.System.Now()), TestContext.Current.CancellationToken);
        Assert.Equal(ChangeStatus.Done, changed.Status);
    }
}
