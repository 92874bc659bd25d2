using SamosaChaat.Features.Auth;
using SamosaChaat.Features.Auth.Register;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Identity.Sessions;

namespace SamosaChaat.Tests.Storage.Postgres;

/// <summary>Two nodes that lock each other's rows could wait in a circle. The server ends that after a second, so it must not come about.</summary>
public sealed class CircleTests
{
    private const int Rounds = 40;
    private const int AtOnce = 20;

    [Fact]
    public async Task Sign_ins_and_sign_outs_do_not_wait_for_each_other_in_a_circle()
    {
        using var server = OwnPostgres.Start();
        using (PostgresNode first = new(server.ConnectionString), second = new(server.ConnectionString))
        {
            for (var round = 0; round < Rounds; round++)
            {
                await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => SignInAndOutAsync(first, second)));
            }
        }

        // A session tells its numbers at the latest when it ends.
        while (server.Ask("SELECT pid FROM pg_stat_activity WHERE application_name = 'samosachaat'").Count > 0)
        {
        }

        Assert.Equal(["0"], server.Ask("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"));
    }

    /// <summary>Each node ends the session of one user, and signs the other one in, which removes that one's expired sessions.</summary>
    private static async Task SignInAndOutAsync(PostgresNode first, PostgresNode second)
    {
        (User User, Session Session)[] people = [.. Enumerable.Range(0, 2).Select(_ => Some.User()).Select(user => (user, Some.Session(user)))];
        Assert.Each(await Task.WhenAll(people.Select(person => first.WriteAsync(new AddUser(person.User, person.Session)))), Assert.True);

        await Task.WhenAll(
            first.WriteAsync(new EndSession(people[0].User.Id, people[0].Session.Id)),
            second.WriteAsync(new EndSession(people[1].User.Id, people[1].Session.Id)),
            first.WriteAsync(Later(people[1])),
            second.WriteAsync(Later(people[0])));
    }

    private static OpenSession Later((User User, Session Session) person) => new(Some.Session(person.User) with
    {
        CreatedAt = person.Session.ExpiresAt.AddDays(1),
        ExpiresAt = person.Session.ExpiresAt.AddDays(2),
    });
}
