using Bogus;

namespace SamosaChaat.Shared.Demo;

/// <summary>Generates everyday conversations.</summary>
internal sealed class SeedSmallTalk(Faker faker)
{
    /// <param name="messages">
    /// The approximate number of messages, plus or minus half of it. The result has at least one question and one answer.
    /// </param>
    public SeedTopic Next(int messages)
    {
        var turns = Math.Max(1, faker.Random.Int(messages / 2, messages + (messages / 2)) / 2);
        var (title, first) = Opening();
        return new(title, [first, .. Enumerable.Range(1, turns - 1).Select(_ => (SeedLine)FollowUp())]);
    }

    private (string Title, string Question) Opening()
    {
        var (food, city, name) = (faker.PickRandom(Foods), faker.Address.City(), faker.Name.FirstName());
        var product = faker.Commerce.ProductName().ToLowerInvariant();
        return faker.Random.Int(0, 7) switch
        {
            0 => ($"{food} in {city}", $"Where would I find good {food} in {city}?"),
            1 => ($"A birthday for {name}", $"What do I cook for {name}'s birthday, for {faker.Random.Int(4, 40)} people?"),
            2 => ($"{name} and the {product}", $"Can I serve {food} in a {product}?"),
            3 => (
                $"Names for a shop in {city}",
                $"Help me with a name for a snack shop in {city}. {faker.Company.CatchPhrase()} is what we had so far."),
            4 => ($"Explain it to {name}", $"How do I explain to {name} what we mean by: {faker.Company.Bs()}?"),
            5 => ($"Two kilos of {food}", $"Make me a checklist for two kilos of {food} by {faker.PickRandom(Weekdays)}"),
            6 => ($"Translate: {food}", $"How would a menu say {food} in {faker.PickRandom("Arabic", "Hindi", "Hebrew")}?"),
            _ => (
                $"Code for the till in {city}",
                $"Write code that {faker.Hacker.IngVerb()} the {faker.Hacker.Adjective()} {faker.Hacker.Noun()} of our till"),
        };
    }

    private string FollowUp()
    {
        var (food, name) = (faker.PickRandom(Foods), faker.Name.FirstName());
        return faker.Random.Int(0, 6) switch
        {
            0 => $"And {name} says that {food} would be better?",
            1 => "Can you put that into a table?",
            2 => "Shorter, please.",
            3 => $"Would that work with {food}, too?",
            4 => "What does that look like as a list of steps?",
            5 => $"{name} does not eat {food}. What now? 🤔",
            _ => "Thank you!",
        };
    }

    private static readonly string[] Foods =
    [
        "samosas", "pakora", "bhel puri", "dosa", "momos", "jalebi", "pani puri", "kachori", "idli", "chutney"
    ];
    private static readonly string[] Weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
}
