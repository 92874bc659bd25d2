using System.Globalization;
using Bogus;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Inference;

namespace SamosaChaat.Shared.Demo;

/// <summary>
/// Makes people and what they talked about, from a seed: the same bytes in every run, whatever the machine, the engine and the hour. Written through the
/// store like anything else; nothing here knows of it.
/// </summary>
internal sealed class SeedData(SeedPlan plan, TokenCounter tokens)
{
    /// <summary>The first user's, whatever the seed.</summary>
    public const string FirstEmail = "demo@example.com";

    private const double DaysBack = 45;

    /// <summary>One at a time, so that much data needs little memory.</summary>
    /// <param name="password">Everybody's.</param>
    public IEnumerable<SeededUser> Users(string password, string passwordHash)
    {
        var day = plan.Day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < plan.Users; i++)
        {
            // Everybody has randomness of their own: one more conversation of somebody's changes nobody else.
            var random = new Randomizer(unchecked((plan.Seed * 1_000_003) + i));
            var faker = new Faker { Random = random };
            var created = day - TimeSpan.FromDays(DaysBack) - TimeSpan.FromMicroseconds(random.Long(0, 20L * 86_400_000_000));
            var user = new User(random.NewId(created), "", $"{faker.Name.FirstName()} {faker.Name.LastName()}", passwordHash, created);
            // The first one is known without looking.
            user = user with { Email = i == 0 ? FirstEmail : Email(user.Name!, taken) };
            yield return new(user, password, [.. Conversations(user.Id, random, faker, day, everything: i == 0)]);
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

    /// <param name="everything">Whether the topics that every demo has come first.</param>
    private IEnumerable<SeededConversation> Conversations(Guid userId, Randomizer random, Faker faker, DateTime day, bool everything)
    {
        var (make, topics) = (new SeedConversation(random, tokens), new SeedSmallTalk(faker));
        for (var i = 0; i < plan.Conversations; i++)
        {
            // Most of it is recent: the newest a quarter of an hour before midnight, the oldest six weeks.
            var age = TimeSpan.FromDays(DaysBack * 0.9 * Math.Pow((double)i / plan.Conversations, 2)) + TimeSpan.FromMinutes(15);
            var last = day - age - TimeSpan.FromMicroseconds(random.Long(0, 600_000_000));
            yield return make.Create(userId, everything && i < SeedTopics.All.Length ? SeedTopics.All[i] : topics.Next(plan.Messages), last);
        }
    }
}
