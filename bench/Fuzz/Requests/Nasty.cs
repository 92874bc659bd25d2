using System.Text;

namespace SamosaChaat.Bench.Fuzz.Requests;

/// <summary>Holds what programs stumble over.</summary>
internal static class Nasty
{
    /// <summary>Texts, as JSON writes them.</summary>
    public static readonly string[] Json =
    [
        "null", "true", "0", "-1", "1e999", "-0.0", "1.5", "99999999999999999999999999", "2147483648", "9223372036854775808", "{}", "[]", "[[]]",
        "\"\"", "\" \"", "\"a\\u0000b\"", "\"\\ud83d\"", "\"\\ude00\\ud83d\"", "\"\\u202egpj\"", "\"\\u001b[2J\"", "\"a\\nb\"", "\"\\u2028\"", "\"\\ufeff\"",
        "\"../../etc/passwd\"", "\"'; DROP TABLE users; --\"", "\"<script>alert(1)</script>\"", "\"${jndi:ldap://a}\"", "\"%s%n\"", "\"{0}\"", "\"NaN\"",
        "\"00000000-0000-0000-0000-000000000000\"", "\"2026-02-31T00:00:00Z\"", "{\"a\":{\"a\":{\"a\":null}}}", "[1,\"a\",null]", "\"\\ud83e\\udd5f\"",
    ];

    /// <summary>Values of parameters in paths.</summary>
    public static readonly string[] Segments =
    [
        "", ".", "..", "%2e%2e", "%00", "a", "1", "-1", "null", "%20", "%zz", "%c0%af", "%ff", "*", ";", "'%20OR%201=1--", "{conversationId}", "%f0%9f%a5%9f",
        "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff", "{00000000-0000-0000-0000-000000000000}",
        "00000000000000000000000000000000", "00000000-0000-0000-0000-00000000000g", "%2F..%2F", "a%2fb", new('a', 3_000),
    ];

    /// <summary>Values of queries and headers, as they are sent.</summary>
    public static readonly string[] Values =
    [
        "", "0", "-1", "1.5", "999999999999", "ten", "*", "\"", "W/\"a\"", "\"a\", \"b\"", "null", "true", "a,b,,c", "%00", "%ff", "%zz", "%f0%9f%a5%9f",
        "'%20OR%201=1--", "_____________________________w", "AAAA", "=", "a&a=b", "a&limit=1&limit=2", new('a', 2_000), "4294967296", "9223372036854775808",
    ];

    public static readonly string?[] ContentTypes =
    [
        null, "", "text/plain", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data; boundary=a", "multipart/form-data",
        "application/json; charset=utf-16", "application/json; charset=nonsense", "application/jsonx", "application/problem+json", "/", "a", "application/json;",
        "APPLICATION/JSON", "application/json; charset=utf-8", "application/json, text/plain",
    ];

    public static readonly string[] Methods = ["PUT", "PATCH", "DELETE", "POST", "GET", "HEAD", "OPTIONS", "TRACE", "NONSENSE"];

    /// <summary>A body that is no JSON, or too much of it.</summary>
    public static byte[] Body(Random random)
    {
        switch (random.Next(10))
        {
            case 0: return [];
            case 1: return Encoding.UTF8.GetBytes(new string('[', random.Next(1, 20_000)));
            case 2: return Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", random.Next(1, 5_000))));
            case 3: return Encoding.UTF8.GetBytes(Json[random.Next(Json.Length)]);
            case 4: return Encoding.Unicode.GetBytes("{\"title\":\"a\"}");
            // More than any operation takes. It is rare because it is slow.
            case 5 when random.Next(20) == 0: return Encoding.UTF8.GetBytes($"{{\"a\":\"{new string('a', 3_000_000)}\"}}");
            default:
                var bytes = new byte[random.Next(1, 300)];
                random.NextBytes(bytes);
                return bytes;
        }
    }

    public static T Pick<T>(this Random random, IReadOnlyList<T> all) => all[random.Next(all.Count)];

    /// <summary>True once in so many.</summary>
    public static bool Once(this Random random, int times) => random.Next(times) == 0;
}
