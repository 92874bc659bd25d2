using System.Text;
using SamosaChaat.Tests.Copy;

namespace SamosaChaat.Tests.Audit;

/// <summary>No text, title, name, email, password or token gets into the log, whatever is done.</summary>
public abstract class AuditPrivacyTests(string engine) : IDisposable
{
    private const string Secret = "cardamom";

    private readonly string folder = Directory.CreateTempSubdirectory("samosachaat-test-").FullName;

    [Fact]
    public async Task The_rows_of_the_log_have_ids_and_nothing_that_people_wrote()
    {
        string[] tokens;
        await using (var server = await ServerProcess.StartAsync(engine, ("Storage:Path", folder)))
        {
            using var http = server.Client();
            var (email, password) = ($"{Secret}@example.com", $"a {Secret} for you");
            using (await http.PostAsync("/auth/login", new { email, password }))
            using (await http.PostAsync("/auth/register", new { email, password, name = Secret }))
            using (await http.PostAsync("/auth/login", new { email, password = $"{Secret} {Secret}" }))
            {
                // An account that is not there, a new one, and a wrong password.
            }

            using var user = await TestUser.SignInAsync(http, email, password);
            var conversation = (await user.CreateConversationAsync(Secret)).Id();
            await user.InstructAsync(conversation, Secret);
            await user.SendAndWaitAsync(conversation, $"What is {Secret}?");
            using (await user.Http.PatchAsync("/auth/me", new { name = $"{Secret} too" }))
            using (await user.Http.PostAsync("/auth/keys", new { name = Secret, scope = "read" }))
            using (await user.Http.RemoveAsync($"/conversations/{conversation}"))
            using (await user.Http.PostAsync("/auth/password", new { current_password = password, new_password = $"{Secret} again" }))
            using (await user.Http.RequestAsync(HttpMethod.Delete, "/auth/me", new { password = $"{Secret} again" }))
            {
                // Everything that leaves an entry and has a text.
            }

            tokens = [user.AccessToken, user.RefreshToken];
            Assert.Equal(0, await server.TerminateAsync());
        }

        var rows = RawRows.Of(engine, folder).Where(row => row.StartsWith("audit", StringComparison.Ordinal)).ToArray();

        Assert.InRange(rows.Length, 7, 20);
        Assert.Each(rows, row => Assert.StartsWith("audit:", row, StringComparison.Ordinal));
        Assert.Contains(rows, row => row.Contains("password_changed", StringComparison.Ordinal));
        Assert.Contains(rows, row => row.Contains("conversation_deleted", StringComparison.Ordinal));
        var secrets = tokens.SelectMany(Forms).Concat(Forms(Secret)).ToArray();
        Assert.Each(rows, row => Assert.DoesNotContain(secrets, secret => row.Contains(secret, StringComparison.OrdinalIgnoreCase)));
    }

    public void Dispose()
    {
        Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>As text, and as the bytes of a column would be shown.</summary>
    private static string[] Forms(string text) => [text, Convert.ToHexString(Encoding.UTF8.GetBytes(text))];
}

public sealed class AuditPrivacyOnSqlite() : AuditPrivacyTests("sqlite");

public sealed class AuditPrivacyOnLiteDb() : AuditPrivacyTests("litedb");

public sealed class AuditPrivacyOnPostgres() : AuditPrivacyTests("postgres");
