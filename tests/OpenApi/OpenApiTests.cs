using System.Text.Json;
using FastEndpoints;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SamosaChaat.Tests.Contract;

namespace SamosaChaat.Tests.OpenApi;

/// <summary>The document that clients are generated from, held against the contract's data and against the routes that are really there.</summary>
public sealed class OpenApiTests(SqliteServer server)
{
    private static readonly string[] Documented = [.. Contract.Contract.Operations.Where(operation => operation.InDocument).Select(operation => $"{operation.Method} {operation.Path}").Order()];

    public static TheoryData<string> EveryOperation => [.. Documented];

    [Fact]
    public async Task It_is_OpenAPI_3_1_and_has_the_operations_of_the_contract_and_no_other()
    {
        var document = await ServedDocument.FetchAsync(server);

        Assert.StartsWith("3.1.", document.Root.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        Assert.Equal(Documented, document.Operations.Order());
    }

    [Theory]
    [MemberData(nameof(EveryOperation))]
    public async Task An_operation_has_the_parameters_of_the_contract(string name)
    {
        var (document, operation, served) = await OfAsync(name);
        var parameters = served.TryGetProperty("parameters", out var list) ? list.EnumerateArray().ToArray() : [];
        var expected = operation.PathParameters.Select(parameter => (Name: parameter, In: "path", Required: true, Schema: """{"type":"string","format":"uuid"}"""))
            .Concat((operation.Query ?? new Dictionary<string, string>()).Select(q => (Name: q.Key, In: "query", Required: false, Schema: $$"""{"type":"{{q.Value}}"}""")))
            .Concat((operation.Headers ?? []).Select(header => (Name: header, In: "header", Required: false, Schema: """{"type":"string"}""")))
            .ToArray();

        Assert.Equal(expected.Select(p => (p.Name, p.In, p.Required)), parameters.Select(p => (
            p.GetProperty("name").GetString()!, p.GetProperty("in").GetString()!, p.TryGetProperty("required", out var required) && required.GetBoolean())));
        Assert.Empty(expected.Zip(parameters).SelectMany(pair =>
            document.Differences(pair.First.Name, JsonElement.Parse(pair.First.Schema), pair.Second.GetProperty("schema"))));
    }

    [Theory]
    [MemberData(nameof(EveryOperation))]
    public async Task An_operation_takes_the_body_of_the_contract(string name)
    {
        var (document, operation, served) = await OfAsync(name);

        Assert.Equal(operation.Body is not null || operation.Takes is not null, served.TryGetProperty("requestBody", out var body));
        if (operation.Takes is { } files) Assert.Equal(files, body.GetProperty("content").EnumerateObject().Select(type => type.Name));
        if (operation.Body is null) return;

        Assert.Equal(!operation.BodyOptional, body.TryGetProperty("required", out var required) && required.GetBoolean());
        Assert.Empty(document.Differences("body", ServedDocument.Promised(operation.Body), body.GetProperty("content").GetProperty("application/json").GetProperty("schema")));
    }

    [Theory]
    [MemberData(nameof(EveryOperation))]
    public async Task An_operation_answers_with_the_statuses_and_bodies_of_the_contract(string name)
    {
        var (document, operation, served) = await OfAsync(name);
        var responses = served.GetProperty("responses");

        Assert.Equal(operation.Answers.Keys.Order(), responses.EnumerateObject().Select(response => response.Name).Order());
        foreach (var (status, schema) in operation.Answers)
        {
            var hasContent = responses.GetProperty(status).TryGetProperty("content", out var content);
            // A stream or a file alone is no body that a schema could describe.
            var hasBody = hasContent && content.EnumerateObject().Any(type => type.Name != "text/event-stream" && operation.Files?.Contains(type.Name) is not true);
            Assert.True(hasBody == schema is not null, $"{status} has {(hasBody ? "a" : "no")} body");
            if (schema is null) continue;

            var mediaType = schema == "Problem" ? "application/problem+json" : "application/json";
            Assert.Empty(document.Differences(status, ServedDocument.Promised(schema), content.GetProperty(mediaType).GetProperty("schema")));
        }

        var streams = responses.TryGetProperty("200", out var success) && success.TryGetProperty("content", out var types) && types.TryGetProperty("text/event-stream", out _);
        Assert.Equal(operation.Streams, streams);
        if (operation.Files is { } files) Assert.Equal(files, success.GetProperty("content").EnumerateObject().Select(type => type.Name));
    }

    [Fact]
    public async Task Every_operation_is_called_like_the_folder_of_its_slice_and_has_a_summary()
    {
        var document = await ServedDocument.FetchAsync(server);
        var folders = SourceTree.Program.Where(file => file.EndsWith("/Endpoint.cs", StringComparison.Ordinal)).Select(file => file.Split('/')[^2]);

        // The probe is for whoever looks at a proxy and no part of the API (docs/decisions/0007). Browsers go by the sign-in, and no client calls it.
        Assert.Equal(folders.Except(["ProbeStream", "StartSignIn", "FinishSignIn"]).Order(), document.Operations.Select(name => document.Operation(name).GetProperty("operationId").GetString()!).Order());
        Assert.Each(document.Operations, name => Assert.False(string.IsNullOrWhiteSpace(document.Operation(name).GetProperty("summary").GetString())));
        Assert.Each(document.Operations, name => Assert.False(string.IsNullOrWhiteSpace(document.Operation(name).GetProperty("description").GetString())));
    }

    [Fact]
    public async Task Every_operation_asks_for_a_token_where_its_route_does()
    {
        var document = await ServedDocument.FetchAsync(server);
        var routes = server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToArray();

        Assert.Each(document.Operations, name =>
        {
            var operation = document.Operation(name);
            var id = operation.GetProperty("operationId").GetString();
            var route = Assert.Single(routes, route => route.Metadata.GetMetadata<EndpointDefinition>()?.EndpointType.Namespace?.Split('.')[^1] == id);
            var isOpen = route.Metadata.GetMetadata<IAllowAnonymous>() is not null;

            Assert.Equal(isOpen ? "[]" : """[{"bearerAuth":[]}]""", JsonSerializer.Serialize(operation.GetProperty("security")));
            Assert.True(isOpen || operation.GetProperty("responses").TryGetProperty("401", out _), $"{name} does not say that it may be refused");
        });
        var scheme = document.Root.GetProperty("components").GetProperty("securitySchemes").GetProperty("bearerAuth");
        Assert.Equal(("http", "bearer", "JWT"), (scheme.Text("type"), scheme.Text("scheme"), scheme.Text("bearerFormat")));
    }

    [Fact]
    public async Task Every_operation_that_an_API_key_may_not_call_says_so()
    {
        var document = await ServedDocument.FetchAsync(server);
        var guarded = document.Operations.Where(name => document.Operation(name).GetProperty("security").GetArrayLength() > 0)
            .Where(name => !name.StartsWith("GET ", StringComparison.Ordinal) || name.Contains(" /admin/", StringComparison.Ordinal));

        Assert.Each(guarded, name => Assert.True(document.Operation(name).GetProperty("responses").TryGetProperty("403", out _), name));
    }

    [Fact]
    public async Task The_tags_are_the_areas()
    {
        var document = await ServedDocument.FetchAsync(server);
        var areas = SourceTree.Program.Where(file => file.StartsWith("src/Features/", StringComparison.Ordinal)).Select(file => file.Split('/')[2]).Distinct().ToArray();

        Assert.Equal(areas, document.Root.GetProperty("tags").EnumerateArray().Select(tag => tag.GetProperty("name").GetString()!));
        Assert.Each(document.Operations, name => Assert.Contains(Assert.Single(document.Operation(name).GetProperty("tags").EnumerateArray()).GetString(), areas));
    }

    private async Task<(ServedDocument Document, Operation Operation, JsonElement Served)> OfAsync(string name)
    {
        var document = await ServedDocument.FetchAsync(server);
        return (document, Contract.Contract.Operations.Single(operation => $"{operation.Method} {operation.Path}" == name), document.Operation(name));
    }
}
