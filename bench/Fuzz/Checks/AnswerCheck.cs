using SamosaChaat.Bench.Fuzz.Document;
using SamosaChaat.Bench.Fuzz.Requests;
using SamosaChaat.Bench.Fuzz.World;

namespace SamosaChaat.Bench.Fuzz.Checks;

/// <summary>Checks an answer against the document, and against what a token is worth.</summary>
internal sealed class AnswerCheck(ApiDocument document, Victims victims)
{
    private const string EventStream = "text/event-stream";
    private const string Problem = "application/problem+json";

    /// <summary>What a path that leads to no operation may be answered with. The router looks at the type of a body before it looks at ids.</summary>
    private static readonly int[] Nowhere = [400, 404, 405, 414, 415];

    /// <summary>Returns what is wrong, each with a few words for its kind.</summary>
    public IEnumerable<(string Kind, string Detail)> Faults(FuzzRequest request, Answer answer)
    {
        if (Leak(request, answer) is { } leak) yield return ("something of another user", leak);
        if (answer.Header("x-trace-id") is null) yield return ("no x-trace-id", "");
        if (answer.Status == 429 && answer.Header("Retry-After") is null) yield return ("429 without Retry-After", "");
        if (answer.Status == 401 && answer.Header("WWW-Authenticate") is null) yield return ("401 without WWW-Authenticate", "");
        if (request.Operation is not { } operation)
        {
            if (!Nowhere.Contains(answer.Status) && !IsPage(request)) yield return ("an answer from no operation", "");
            yield break;
        }

        if (IsMore(request, operation, answer)) yield return ("more than the token is worth", "");
        if (!operation.Answers.TryGetValue(answer.Status, out var contents))
        {
            yield return ($"status {answer.Status} is not documented for {operation.Name}", "");
            yield break;
        }

        foreach (var fault in OfBody(request, answer, contents)) yield return ("a body that is not as documented", fault);
    }

    /// <summary>A read-only key changes nothing, an account is nothing for a key, and administration is for administrators.</summary>
    private static bool IsMore(FuzzRequest request, ApiOperation operation, Answer answer)
    {
        if (answer.Status >= 300 || operation.IsOpen || request.HasTicket) return false;
        var reads = operation.Method == "GET";
        return request.Rights switch
        {
            Rights.None => true,
            Rights.ReadKey => !reads || operation.IsForAdmins,
            Rights.ChatKey => operation.IsForAdmins || (!reads && operation.Template.StartsWith("/auth/", StringComparison.Ordinal)),
            Rights.User => operation.IsForAdmins,
            _ => false,
        };
    }

    private IEnumerable<string> OfBody(FuzzRequest request, Answer answer, IReadOnlyDictionary<string, string> contents)
    {
        if (request.Method == "HEAD" || contents.Count == 0)
        {
            if (answer.Body.Length > 0) yield return "there must be none";
            yield break;
        }

        if (answer.MediaType is not { } type || !contents.TryGetValue(type, out var schema))
        {
            yield return $"{answer.MediaType} is not documented";
            yield break;
        }

        foreach (var json in Documents(type, answer))
        {
            var faults = document.Schemas.Faults(schema, json);
            foreach (var fault in faults.Count == 0 && type == Problem ? ProblemRules.Faults(answer.Status, answer.Header("x-trace-id"), json) : faults) yield return $"{fault}: {json}";
        }
    }

    /// <summary>Returns what has to be JSON in an answer.</summary>
    private static IEnumerable<string> Documents(string type, Answer answer) => type switch
    {
        EventStream => answer.Events,
        "application/x-ndjson" => answer.Body.Split('\n', StringSplitOptions.RemoveEmptyEntries),
        "text/markdown" or "text/html" => [],
        _ => [answer.Body],
    };

    private string? Leak(FuzzRequest request, Answer answer)
    {
        var headers = string.Join('\n', answer.Headers.Values);
        foreach (var text in new[] { answer.Body, headers })
        {
            // The audit log has ids for administrators, and never a text.
            if (request is { Rights: Rights.Admin, Operation.Template: "/admin/audit" })
            {
                if (text.Contains(Victims.Text, StringComparison.OrdinalIgnoreCase)) return text;
                continue;
            }

            if (text.AsSpan().ContainsAny(victims.Secret) && !victims.Ids.Values.Any(id => request.Has(id) && text.Contains(id, StringComparison.OrdinalIgnoreCase))) return text;
            if (request is { Rights: Rights.Admin, Operation.IsForAdmins: true }) continue;
            if (text.AsSpan().ContainsAny(victims.OfAccount) && !request.Has(victims.Ids["userId"]) && !request.Has(Victims.Email("victim"))) return text;
        }

        return null;
    }

    // Dots in a path may lead to the page or to the documents, which are for everybody.
    private static bool IsPage(FuzzRequest request) => PathResolution.Resolve(request.Path) is "/" or "/docs" or "/api";
}
