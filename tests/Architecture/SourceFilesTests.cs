namespace SamosaChaat.Tests.Architecture;

/// <summary>Rules for source files that the compiler does not know.</summary>
public sealed class SourceFilesTests
{
    private static readonly SourceFile[] Program = [.. SourceTree.Program.Select(path => new SourceFile(path, SourceTree.Read(path)))];

    [Fact]
    public void A_namespace_is_its_folder()
    {
        Assert.NotEmpty(Program);
        Assert.Each(Program, file =>
        {
            Assert.Equal($"SamosaChaat.{string.Join('.', file.Path.Split('/')[1..^1])}", file.Namespace);
            Assert.NotEmpty(file.Types);
        });
    }

    [Fact]
    public void Every_endpoint_is_in_a_folder_of_its_own_two_below_Features() => Assert.Each(
        Program.Where(file => file.Types.Contains("Endpoint")), file => Assert.Matches("^src/Features/[A-Z][A-Za-z]+/[A-Z][A-Za-z]+/Endpoint.cs$", file.Path));

    [Fact]
    public void No_file_is_long() => Assert.Each(Program, file => Assert.InRange(file.Text.AsSpan().Count('\n'), 1, 250));

    [Fact]
    public void No_type_has_a_name_that_says_nothing() => Assert.Each(Program.SelectMany(file => file.Types), type =>
        Assert.DoesNotMatch("(Manager|Helper|Helpers|Service|Impl|Util|Utils)$", type));

    /// <summary>It passes on a list that is empty by mistake. <c>Assert.Each</c> does not.</summary>
    [Fact]
    public void No_test_calls_Assert_All_itself()
    {
        var calls = SourceTree.Tests.Where(path => SourceTree.Read(path).Contains("Assert.All" + "(", StringComparison.Ordinal));

        Assert.Equal(["tests/Hosting/Expectations.cs"], calls);
    }
}
