using SamosaChaat.Bench.Lists;
using SamosaChaat.Bench.Soak;

const string Usage = """
    dotnet run -c Release --project bench -- <command>

      lists   shows that a list costs the same in a full table as in a small one
              --conversations N   how many the full table has (1000000)
              --engine NAME       sqlite, litedb or both (both)
              --folder DIR        keep the seeded data there and use it again (else a temporary folder)

      soak    people at work while their server is killed again and again: no turn is lost, doubled or stuck
              --minutes N         how long (1)
              --kills K           until so many kills instead
              --seed S            of the first server; the next ones count on (1)
              --engine NAME       sqlite or litedb (sqlite)
              --strict true       no event leaves before it is durable (false)
              --servers N         so many at once, each with its own folder and people (1)
              --people N          of each server (8)
              --program FILE      a published executable instead of the program built with this project
    """;

#if DEBUG
Console.Error.WriteLine("This is a Debug build: its figures say nothing. Run it with -c Release.");
#endif

try
{
    switch (args.FirstOrDefault())
    {
        case "lists":
            return await new ListsCommand(ListsOptions.Parse(args[1..])).RunAsync();
        case "soak":
            return await new SoakCommand(SoakOptions.Parse(args[1..])).RunAsync();
        default:
            Console.Error.WriteLine(Usage);
            return 2;
    }
}
catch (ArgumentException e)
{
    Console.Error.WriteLine(e.Message);
    Console.Error.WriteLine(Usage);
    return 2;
}
