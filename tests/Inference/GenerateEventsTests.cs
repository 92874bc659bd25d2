using System.Text;
using System.Text.Json;
using SamosaChaat.Shared.Inference.Nanochat;

namespace SamosaChaat.Tests.Inference;

public sealed class GenerateEventsTests
{
    /// <summary>What follows an event is read as it would be alone, however alike the two are.</summary>
    [Theory]
    [InlineData("{\"token\": \"two\", \"gpu\": 0}", "two")]
    [InlineData("{\"token\": \"\", \"gpu\": 0}", "")]
    [InlineData("{\"token\": \"\u20AC \uD83E\uDD5F\", \"gpu\": 0}", "\u20AC \uD83E\uDD5F")]
    [InlineData("{\"token\": \"a \\\"quote\\\" \\n \\u20AC\", \"gpu\": 0}", "a \"quote\" \n \u20AC")]
    [InlineData("{\"token\": \"a\", \"token\": \"b\", \"gpu\": 0}", "b")]
    [InlineData("{\"token\": \"a\", \"x\": \"b\", \"gpu\": 0}", "a")]
    [InlineData("{\"token\": \"two\", \"gpu\": 1}", "two")]
    [InlineData("{\"token\":\"two\"}", "two")]
    [InlineData("{\"gpu\": 0}", null)]
    [InlineData("{\"token\": null, \"gpu\": 0}", null)]
    public void Each_event_is_read_as_JSON(string second, string? token)
    {
        var events = new GenerateEvents();
        Assert.Equal("one", events.Read("{\"token\": \"one\", \"gpu\": 0}"u8).Token);

        Assert.Equal(new(token, Done: false), events.Read(Encoding.UTF8.GetBytes(second)));
        Assert.Equal("three", events.Read("{\"token\": \"three\", \"gpu\": 0}"u8).Token);
        Assert.True(events.Read("{\"done\": true}"u8).Done);
    }

    [Theory]
    [InlineData("{\"token\": \"a\nb\", \"gpu\": 0}")]
    [InlineData("{\"token\": \"a\0b\", \"gpu\": 0}")]
    [InlineData("{\"token\": \"a\"b\", \"gpu\": 0}")]
    [InlineData("{\"token\": \"a\\\", \"gpu\": 0}")]
    [InlineData("{\"token\": \"a\\x\", \"gpu\": 0}")]
    [InlineData("{\"token\": \"a\", \"gpu\": 0}}")]
    [InlineData("{\"token\": \", \"gpu\": 0}")]
    [InlineData("")]
    public void What_is_no_JSON_is_not_taken_for_an_event_like_the_one_before(string second)
    {
        var events = new GenerateEvents();
        events.Read("{\"token\": \"one\", \"gpu\": 0}"u8);

        Assert.ThrowsAny<JsonException>(() => events.Read(Encoding.UTF8.GetBytes(second)));
    }
}
