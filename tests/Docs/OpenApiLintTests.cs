namespace SamosaChaat.Tests.Docs;

/// <summary>What others' linters say of the OpenAPI document.</summary>
public sealed class OpenApiLintTests(SqliteServer server)
{
    [Fact]
    public async Task Spectral_and_Redocly_have_nothing_to_say() =>
        await NodeTools.RunAsync(SourceTree.Root, Path.Combine(SourceTree.Root, ".ci/lint-openapi"), server.Address.ToString(), NodeTools.Folder);
}
