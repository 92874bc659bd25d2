using System.Globalization;
using SamosaChaat.Bench.Hosting;

namespace SamosaChaat.Bench.Lists;

/// <summary>One seeded data folder and the people in it.</summary>
internal sealed record Table(string Path, string Engine, Person[] People)
{
    public static async Task<Table> SeededAsync(string root, string engine, int conversations)
    {
        var path = System.IO.Path.Combine(root, string.Create(CultureInfo.InvariantCulture, $"{engine}-{conversations}"));
        return new(path, engine, await new Seed(path, engine, conversations).PeopleAsync());
    }

    /// <summary>A good access token for each of them, signed with the folder's own key.</summary>
    public string[] Tokens(OpenFolder folder) => Array.ConvertAll(People, person => folder.Tokens.Issue(person.UserId, person.SessionId));
}
