using SamosaChaat.Tests.Hosting;

namespace SamosaChaat.Tests.Architecture;

/// <summary>What two slices share moves up to their area, what two areas share to Shared: nobody reaches sideways or down.</summary>
public sealed class SlicesTests
{
    private const string Features = "SamosaChaat.Features";

    private static readonly SourceFile[] Program = [.. SourceTree.Program.Select(path => new SourceFile(path, SourceTree.Read(path)))];

    [Fact]
    public void A_namespace_is_its_folder()
    {
        Assert.NotEmpty(Program);
        Assert.All(Program, file =>
        {
            Assert.Equal($"SamosaChaat.{string.Join('.', file.Path.Split('/')[1..^1])}", file.Namespace);
            Assert.NotEmpty(file.Types);
        });
    }

    [Fact]
    public void No_slice_reaches_into_another_area_or_slice_and_Shared_reaches_into_none() => Assert.Empty(TrespassesIn(Program));

    [Fact]
    public void Every_endpoint_is_in_a_folder_of_its_own_two_below_Features() => Assert.All(
        Program.Where(file => file.Types.Contains("Endpoint")), file => Assert.Matches("^src/Features/[A-Z][A-Za-z]+/[A-Z][A-Za-z]+/Endpoint.cs$", file.Path));

    [Fact]
    public void No_file_is_long() => Assert.All(Program, file => Assert.InRange(file.Text.AsSpan().Count('\n'), 1, 250));

    [Fact]
    public void No_type_has_a_name_that_says_nothing() => Assert.All(Program.SelectMany(file => file.Types), type =>
        Assert.DoesNotMatch("(Manager|Helper|Helpers|Service|Impl|Util|Utils)$", type));

    [Theory]
    [InlineData("Features.Messages.SendMessage", "using SamosaChaat.Features.Conversations;")]
    [InlineData("Features.Messages.SendMessage", "global using SamosaChaat.Features.Conversations;")]
    [InlineData("Features.Messages.SendMessage", "using static SamosaChaat.Features.Conversations.FindConversation;")]
    [InlineData("Features.Messages.SendMessage", "using C = SamosaChaat.Features.Conversations;")]
    [InlineData("Features.Messages.SendMessage", "using C = global::SamosaChaat.Features.Conversations.FindConversation;")]
    [InlineData("Features.Messages.SendMessage", "var found = new Conversations.FindConversation(user, id);")]
    [InlineData("Features.Messages.SendMessage", "var found = new Features.Conversations.FindConversation(user, id);")]
    [InlineData("Features.Messages", "using SamosaChaat.Features.Conversations.CreateConversation;")]
    [InlineData("Features.Conversations.GetConversation", "var added = new CreateConversation.AddConversation(conversation);")]
    [InlineData("Features.Conversations.GetConversation", "/// <see cref=\"CreateConversation.AddConversation\"/>")]
    [InlineData("Features.Conversations", "CreateConversation.AddConversation? added = null;")]
    [InlineData("Shared.Http", "using SamosaChaat.Features.Conversations;")]
    [InlineData("Shared.Http", "Features.Conversations.FindConversation? found = null;")]
    public void A_trespass_is_seen(string from, string line)
    {
        var trespasser = new SourceFile($"src/{from.Replace('.', '/')}/Trespasser.cs", $"namespace SamosaChaat.{from};\n{line}\n");

        Assert.Equal(trespasser.Path, Assert.Single(TrespassesIn([.. Program, trespasser])).Split(' ')[0]);
    }

    [Theory]
    [InlineData("Features.Conversations.GetConversation", "using SamosaChaat.Features.Conversations;")]
    [InlineData("Features.Conversations.GetConversation", "var found = new FindConversation(user, id);")]
    [InlineData("Features.Messages.SendMessage", "db.Conversations.Find(id);")]
    [InlineData("Features.Messages.SendMessage", "using SamosaChaat.Shared.Domain;")]
    public void What_is_allowed_is_let_pass(string from, string line) =>
        Assert.Empty(TrespassesIn([.. Program, new SourceFile($"src/{from.Replace('.', '/')}/Neighbour.cs", $"namespace SamosaChaat.{from};\n{line}\n")]));

    private static string[] TrespassesIn(SourceFile[] files)
    {
        var closed = files
            .Where(file => IsOrIsBelow(file.Namespace, Features))
            .GroupBy(file => file.Namespace, file => file.Types)
            .Select(group => (Namespace: group.Key, Types: group.SelectMany(types => types).ToArray()))
            .ToArray();
        return
        [
            .. from file in files
               from other in closed
               // Up is the one way that is open: into the slice's own area.
               where !IsOrIsBelow(file.Namespace, other.Namespace) && file.Names(other.Namespace, other.Types)
               group other.Namespace by file.Path into trespass
               select $"{trespass.Key} names {string.Join(" and ", trespass)}",
        ];
    }

    private static bool IsOrIsBelow(string name, string parent) => name == parent || name.StartsWith($"{parent}.", StringComparison.Ordinal);
}
