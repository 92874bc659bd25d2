using SamosaChaat.Bench.Lists;

const string Usage = """
    dotnet run -c Release --project bench -- <command>

      lists   shows that a list costs the same in a full table as in a small one
              --conversations N   how many the full table has (1000000)
              --engine NAME       sqlite, litedb or both (both)
              --folder DIR        keep the seeded data there and use it again (else a temporary folder)
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
