using SamosaChaat.Shared.Inference;

namespace SamosaChaat.Tests.Inference;

/// <summary>What a user reads of an upstream's own words.</summary>
public sealed class UpstreamMessageTests
{
    [Theory]
    [InlineData("{\"error\":{\"message\":\"The model is loading\",\"code\":503}}", "The model is loading")]
    [InlineData("{\"error\":\"model not found\"}", "model not found")]
    [InlineData("{\"message\":\"no\"}", "no")]
    [InlineData("{\"object\":\"error\",\"message\":\"too long\",\"type\":\"BadRequestError\"}", "too long")]
    [InlineData("{\"detail\":[{\"loc\":[\"body\"],\"msg\":\"field required\"}]}", "field required")]
    [InlineData("[{\"error\":{\"message\":\"of Gemini\"}}]", "of Gemini")]
    [InlineData("  plain\r\n\ttext\u0000\u001b[31m ", "plain text [31m")]
    [InlineData("<html><head><title>502</title><style>a{}</style></head><body><h1>Bad Gateway</h1></body></html>", "502 Bad Gateway")]
    [InlineData("\u202Eleft\u200B", "left")]
    [InlineData("", null)]
    [InlineData("  ", null)]
    [InlineData("{\"error\":", "{\"error\":")]
    public void The_message_is_found_and_made_one_line(string body, string? message) => Assert.Equal(message, UpstreamMessage.Of(body));

    [Fact]
    public void A_long_text_is_cut()
    {
        var message = UpstreamMessage.Of(new string('\u20AC', 5000));

        Assert.Equal(new string('\u20AC', 300) + "…", message);
    }

    [Theory]
    [InlineData("Incorrect API key provided: sk-proj-abc***xyz1. See https://platform.example.com/keys?x=1.", "Incorrect API key provided: [key]. See [url]")]
    [InlineData("Authorization: Bearer abcdef123456 was refused", "Authorization: [key] was refused")]
    [InlineData("token 0123456789abcdef0123456789abcdef expired", "token [key] expired")]
    [InlineData("the key hunter2 is bad", "the key [key] is bad")]
    [InlineData("redis://user:pw@10.0.0.1:6379 is down", "[url] is down")]
    [InlineData("context length exceeded: 8193 > 8192 tokens", "context length exceeded: 8193 > 8192 tokens")]
    [InlineData("unsupported_parameter_max_completion_tokens", "unsupported_parameter_max_completion_tokens")]
    public void Keys_and_addresses_are_removed(string said, string redacted) =>
        Assert.StartsWith(redacted, UpstreamMessage.Redacted(said, "hunter2"), StringComparison.Ordinal);

    [Fact]
    public void A_placeholder_for_a_key_is_no_secret() => Assert.Equal("No fixture matched", UpstreamMessage.Redacted("No fixture matched", "x"));
}
