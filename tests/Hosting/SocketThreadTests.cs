using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SamosaChaat.Shared.Domain;

namespace SamosaChaat.Tests.Hosting;

public sealed class SocketThreadTests
{
    [Fact]
    public async Task A_password_is_hashed_by_the_thread_pool_and_not_by_a_thread_that_reads_everybodys_sockets()
    {
        var hasher = new WatchedHasher();
        await using var server = new OwnServer("sqlite", services => services.Replace(ServiceDescriptor.Singleton<IPasswordHasher<User>>(hasher)));

        // Several, since bytes that are there already are read by whoever asks for them.
        for (var i = 0; i < 4; i++)
        {
            using var user = await server.NewUserAsync();
            using var again = await TestUser.SignInAsync(server.Anonymous(), user.Email, TestUser.Password);
        }

        Assert.Equal(8, hasher.Asked);
        Assert.Equal(0, hasher.Elsewhere);
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
            if (!Thread.CurrentThread.IsThreadPoolThread) Interlocked.Increment(ref elsewhere);
        }
    }
}
