using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Bogus;
using SamosaChaat.Shared.Inference;

namespace SamosaChaat.Shared.Demo;

/// <summary>
/// Generates users and their conversations from a seed. The result has the same bytes in every run, on every machine, with every engine and
/// at every hour. Normal commands write it, and the store does not know about it.
/// </summary>
internal sealed class SeedData(SeedPlan plan, TokenCounter tokens)
{
    private const double DaysBack = 45;

    private readonly DateTime day = plan.Day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);

    public IEnumerable<SeededUser> Users(string passwordHash)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < plan.Users; i++)
        {
            var (random, number) = (RandomFor(i, "account"), i);
            var faker = new Faker { Random = random };
            var created = day - TimeSpan.FromDays(DaysBack) - TimeSpan.FromMicroseconds(random.Long(0, 20L * 86_400_000_000));
            var (id, name) = (random.NewId(created), $"{faker.Name.FirstName()} {faker.Name.LastName()}");
            yield return new(
                new(id, i == 0 && plan.FirstEmail is { } first ? first : Email(name, taken), name, passwordHash, created),
                Conversations(id, number));
        }
    }

    private static string Email(string name, HashSet<string> taken)
    {
        var local = string.Concat(name.ToLowerInvariant().Where(c => char.IsAsciiLetterLower(c) || c == ' ')).Replace(' ', '.');
        for (var i = 1; ; i++)
        {
            var email = string.Create(CultureInfo.InvariantCulture, $"{local}{(i == 1 ? "" : i)}@example.com");
            if (taken.Add(email)) return email;
        }
    }

    private IEnumerable<SeededConversation> Conversations(Guid userId, int user)
    {
        var random = RandomFor(user, "talk");
        var (make, smallTalk) = (new SeedConversation(random, tokens), new SeedSmallTalk(new Faker { Random = random }));
        for (var i = 0; i < plan.Conversations; i++)
        {
            // Most conversations are recent: the newest is a quarter of an hour old at midnight, and the oldest six weeks.
            var age = TimeSpan.FromDays(DaysBack * 0.9 * Math.Pow((double)i / plan.Conversations, 2)) + TimeSpan.FromMinutes(15);
            var last = day - age - TimeSpan.FromMicroseconds(random.Long(0, 600_000_000));
            // The first user gets the conversations that every demo has.
            yield return make.Create(
                userId, user == 0 && i < SeedTopics.All.Length ? SeedTopics.All[i] : smallTalk.Next(plan.Messages), last);
        }
    }

    /// <summary>Returns the user's own random generator, so that a change for one user does not affect others.</summary>
    private Randomizer RandomFor(int user, string what) => new(BinaryPrimitives.ReadInt32LittleEndian(
        SHA256.HashData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{plan.Seed}/{user}/{what}")))));
}
