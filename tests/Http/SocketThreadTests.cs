using System.Net;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Identity.Accounts;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Tests.Http;

public sealed class SocketThreadTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_password_is_hashed_by_a_thread_of_its_own_and_the_rest_of_its_request_runs_on_the_thread_pool(bool isBodyLate)
    {
        if (!SocketContinuations.AreInline)
        {
            await SocketContinuations.RunElsewhereAsync(typeof(SocketThreadTests));
            return;
        }

        const int Times = 8;
        var hasher = new WatchedHasher();
        var store = new WatchedReads();
        await using var server = new OwnServer("sqlite", services =>
        {
            services.Replace(ServiceDescriptor.Singleton<IPasswordHasher<User>>(hasher));
            services.AddSingleton<IStore>(provider => store.Before(provider.GetRequiredService<Store>()));
        });
        using var http = server.Anonymous();
        // Then the body is not sent before it is waited for.
        http.DefaultRequestHeaders.ExpectContinue = isBodyLate;

        // Several, since now and then bytes are there before anybody has waited for them.
        for (var i = 0; i < Times; i++)
        {
            // With a length: a body in chunks comes by way of the pool in any case.
            using var body = new StringContent($$"""{"email":"{{i}}@example.com","password":"{{TestUser.Password}}"}""", Encoding.UTF8, "application/json");
            using var response = await http.PostAsync(new Uri("/auth/register", UriKind.Relative), body, Ct);
            Assert.Equal(HttpStatusCode.Created, response.StatusCode);
            using var again = new StringContent(await body.ReadAsStringAsync(Ct), Encoding.UTF8, "application/json");
            using var login = await http.PostAsync(new Uri("/auth/login", UriKind.Relative), again, Ct);
            Assert.Equal(HttpStatusCode.OK, login.StatusCode);
        }

        Assert.Equal((2 * Times, 0), (hasher.Asked, hasher.Elsewhere));
        Assert.Equal((Times, 0), (store.Asked, store.Elsewhere));
    }

    private sealed class WatchedHasher : IPasswordHasher<User>
    {
        private int asked;
        private int elsewhere;

        public int Asked => asked;

        /// <summary>How often by a thread that others need: the pool's, or one that reads sockets.</summary>
        public int Elsewhere => elsewhere;

        public string HashPassword(User user, string password)
        {
            Watch();
            return password;
        }

        public PasswordVerificationResult VerifyHashedPassword(User user, string hashedPassword, string providedPassword)
        {
            Watch();
            return hashedPassword == providedPassword ? PasswordVerificationResult.Success : PasswordVerificationResult.Failed;
        }

        private void Watch()
        {
            Interlocked.Increment(ref asked);
            var thread = Thread.CurrentThread;
            if (thread.IsThreadPoolThread || thread.Name == ".NET Sockets") Interlocked.Increment(ref elsewhere);
        }
    }

    /// <summary>Looks at the threads that look for an account, which a login does after its body has come.</summary>
    private sealed class WatchedReads
    {
        private int asked;
        private int elsewhere;

        public int Asked => asked;

        /// <summary>How often by another thread than the pool's.</summary>
        public int Elsewhere => elsewhere;

        public IStore Before(IStore store) => new Watched(store, this);

        private sealed class Watched(IStore store, WatchedReads watch) : IStore
        {
            public ValueTask<T> ReadAsync<T>(Query<T> query, CancellationToken ct)
            {
                if (query is FindAccount)
                {
                    Interlocked.Increment(ref watch.asked);
                    if (!Thread.CurrentThread.IsThreadPoolThread) Interlocked.Increment(ref watch.elsewhere);
                }

                return store.ReadAsync(query, ct);
            }

            public ValueTask<T> WriteAsync<T>(Command<T> command, CancellationToken ct) => store.WriteAsync(command, ct);
        }
    }
}
