using System.Net;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SamosaChaat.Shared.Domain;

namespace SamosaChaat.Tests.Http;

public sealed class SocketThreadTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_password_is_hashed_by_the_thread_pool_and_not_by_a_thread_that_reads_everybodys_sockets(bool isBodyLate)
    {
        if (!SocketContinuations.AreInline)
        {
            await SocketContinuations.RunElsewhereAsync(typeof(SocketThreadTests));
            return;
        }

        const int Times = 8;
        var hasher = new WatchedHasher();
        await using var server = new OwnServer("sqlite", services => services.Replace(ServiceDescriptor.Singleton<IPasswordHasher<User>>(hasher)));
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
        }

        Assert.Equal((Times, 0), (hasher.Asked, hasher.Elsewhere));
    }

    private sealed class WatchedHasher : IPasswordHasher<User>
    {
        private int asked;
        private int elsewhere;

        public int Asked => asked;

        /// <summary>How often by another thread than the pool's.</summary>
        public int Elsewhere => elsewhere;

        public string HashPassword(User user, string password)
        {
            Interlocked.Increment(ref asked);
            if (!Thread.CurrentThread.IsThreadPoolThread) Interlocked.Increment(ref elsewhere);
            return password;
        }

        public PasswordVerificationResult VerifyHashedPassword(User user, string hashedPassword, string providedPassword) => throw new NotSupportedException();
    }
}
