using System.Text.Json;

namespace SamosaChaat.Tests.Contract;

/// <summary>Checks what a schema cannot say of a problem body.</summary>
internal static class ProblemRules
{
    /// <summary>Returns what is wrong with a body that is of the schema; empty if nothing is.</summary>
    public static List<string> Faults(int status, string? traceId, string body)
    {
        using var problem = JsonDocument.Parse(body);
        List<string> faults = [];
        if (problem.RootElement.GetProperty("status").GetInt32() != status) faults.Add("its status is not that of the answer");
        if (problem.RootElement.GetProperty("trace_id").GetString() != traceId) faults.Add("its trace_id is not x-trace-id");
        if (problem.RootElement.TryGetProperty("errors", out _) && status != 400) faults.Add("only a 400 has errors");
        return faults;
    }
}
