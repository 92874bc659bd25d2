using SamosaChaat.Bench.Fuzz.Document;
using SamosaChaat.Bench.Fuzz.World;

namespace SamosaChaat.Bench.Fuzz.Requests;

/// <summary>Makes the requests of a run. The seed and the number decide what a request is like; the ids in it come from earlier answers.</summary>
internal sealed class RequestMaker(ApiDocument document, int seed, People people, KnownValues known, Victims victims, IReadOnlyList<string> bad)
{
    /// <summary>A password costs the server as much as fifty other requests.</summary>
    private const int PasswordsAreRarer = 8;

    /// <summary>A session that ends needs another account in its place.</summary>
    private const int AccountsAreRarer = 3;

    private static readonly Dictionary<string, string> None = [];

    private readonly BodyMaker bodies = new(new SchemaValues(document, known, victims));

    /// <summary>Returns what decides about a request, and nothing else does.</summary>
    public Random RandomOf(int number) => new(unchecked((seed * 486_187_739) + number));

    public FuzzRequest Make(int number, Random random)
    {
        var meant = Operation(random);
        var headers = new List<(string, string)>();
        var caller = Caller(meant, random, headers);
        var ids = Ids(meant, caller, random);
        var path = ids.Aggregate(meant.Template, (path, id) => path.Replace($"{{{id.Key}}}", id.Value, StringComparison.Ordinal));
        if (random.Once(12)) path = $"/api{path}";
        if (random.Once(60)) path += random.Pick(["/", "//", "/a", "/%00", "%20", ";a=b", "/.."]);
        var query = Parameters(meant, "query", random).Select(parameter => $"{parameter.Name}={parameter.Value}");
        path = string.Join('?', new[] { path, string.Join('&', query) }.Where(part => part.Length > 0));
        headers.AddRange(Parameters(meant, "header", random));
        if (random.Once(40)) headers.AddRange(Strange(random));
        var method = random.Once(30) ? random.Pick(Nasty.Methods) : meant.Method;
        var (body, type) = Body(meant, random);
        return new(number, method, path, document.Find(method, path), caller, ids, headers, body, type);
    }

    private ApiOperation Operation(Random random)
    {
        while (true)
        {
            var operation = random.Pick(document.Operations);
            var rarer = TakesPassword(operation) ? PasswordsAreRarer
                : operation.Method != "GET" && operation.Template.StartsWith("/auth/", StringComparison.Ordinal) ? AccountsAreRarer
                : 1;
            if (random.Once(rarer)) return operation;
        }
    }

    private bool TakesPassword(ApiOperation operation) =>
        operation.Body is { } body && document.Resolve(body).TryGetProperty("properties", out var properties)
        && properties.EnumerateObject().Any(property => property.Name.Contains("password", StringComparison.Ordinal));

    private Actor? Caller(ApiOperation operation, Random random, List<(string, string)> headers)
    {
        var actor = random.Next(100) switch
        {
            < 45 => people.Pick(operation.IsForAdmins && random.Once(2) ? Rights.Admin : Rights.User, random),
            < 57 => people.Pick(Rights.Admin, random),
            < 66 => people.Pick(Rights.ReadKey, random),
            < 77 => people.Pick(Rights.ChatKey, random),
            _ => null,
        };
        if (actor is not null) headers.Add(("Authorization", $"Bearer {actor.Token}"));
        else if (!random.Once(3)) headers.Add(("Authorization", $"{random.Pick(["Bearer ", "Bearer ", "Bearer ", "Basic ", "", "bearer  "])}{random.Pick(bad)}"));
        return actor;
    }

    private Dictionary<string, string> Ids(ApiOperation operation, Actor? caller, Random random)
    {
        string[] names = [.. operation.PathParameters];
        if (names.Length == 0) return None;
        var own = (caller ?? people.Pick(Rights.User, random)).Ids.Pick(names, random);
        var strange = random.Next(100) switch { < 66 => 0, < 80 => 1, < 90 => 2, _ => 3 };
        // One of them is strange, or all.
        var which = random.Once(2) ? null : random.Pick(names);
        return names.ToDictionary(name => name, name => (which is null || which == name ? strange : 0) switch
        {
            0 => own?.GetValueOrDefault(name) ?? Guid.CreateVersion7().ToString(),
            1 => Foreign(name, caller),
            2 => Guid.CreateVersion7().ToString(),
            _ => random.Pick(Nasty.Segments),
        });
    }

    // An administrator may do everything to an account, but not to the victim's: its data must be there in the end.
    private string Foreign(string name, Actor? caller) =>
        name == "userId" && caller?.Rights == Rights.Admin ? Guid.CreateVersion7().ToString() : victims.Ids.GetValueOrDefault(name) ?? Guid.CreateVersion7().ToString();

    private IEnumerable<(string Name, string Value)> Parameters(ApiOperation operation, string place, Random random) =>
        from parameter in operation.Parameters
        where parameter.Place == place && random.Once(4)
        select (parameter.Name, random.Once(2) && known.Pick(parameter.Name, random) is { } value ? value
            : random.Once(3) ? $"{random.Next(1, 60)}"
            : place == "query" ? random.Pick(Nasty.Values).Replace(" ", "%20", StringComparison.Ordinal).Replace("\"", "%22", StringComparison.Ordinal)
            : Uri.UnescapeDataString(random.Pick(Nasty.Values)));

    private static IEnumerable<(string, string)> Strange(Random random) =>
    [
        random.Pick<(string, string)>([
            ("Origin", "https://evil.example"), ("X-Forwarded-For", "1.2.3.4"), ("X-Forwarded-Host", "evil.example"), ("X-HTTP-Method-Override", "DELETE"),
            ("Accept", "text/html"), ("Accept", "nonsense"), ("Range", "bytes=0-1"), ("traceparent", "00-zz-zz-01"), ("x-trace-id", "a\"b"), ("Cookie", "a=b"),
            ("Accept-Encoding", "br, gzip;q=nonsense"), ("If-Match", "*"), ("If-None-Match", "*"), ("If-Modified-Since", "yesterday"), ("Expect", "100-continue"),
            ("Content-Encoding", "gzip"), ("x-demo-fault", "status=503"), ("Host", "evil.example"), ("Prefer", "nonsense"),
        ]),
    ];

    private (byte[]?, string?) Body(ApiOperation operation, Random random)
    {
        if (operation.Body is not { } schema) return random.Once(12) ? (Nasty.Body(random), random.Pick(Nasty.ContentTypes)) : (null, null);
        if (random.Once(25)) return (null, null);
        if (operation.Name == ExportBody.Operation && !random.Once(4)) return (ExportBody.Make(victims, random), "application/x-ndjson");
        return (bodies.Make(schema, random), random.Once(15) ? random.Pick(Nasty.ContentTypes) : "application/json");
    }
}
