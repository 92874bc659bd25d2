namespace SamosaChaat.Bench.Lists;

/// <summary>Somebody in a seeded folder. Their list, saved last, also says that the seeding was finished.</summary>
internal sealed record Person(Guid UserId, Guid SessionId)
{
    public static Person New(DateTime time) => new(Guid.CreateVersion7(time), Guid.CreateVersion7(time));

    public static string FileIn(string folder) => Path.Combine(folder, "people.txt");

    public static void Save(string folder, Person[] people) =>
        File.WriteAllLines(FileIn(folder), people.Select(person => $"{person.UserId} {person.SessionId}"));

    public static Person[] Load(string folder) =>
    [
        .. File.ReadLines(FileIn(folder)).Select(line => line.Split(' ')).Select(ids => new Person(Guid.Parse(ids[0]), Guid.Parse(ids[1]))),
    ];
}
