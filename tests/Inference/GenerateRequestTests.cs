using Microsoft.Extensions.AI;
using SamosaChaat.Shared.Inference.Nanochat;

namespace SamosaChaat.Tests.Inference;

public sealed class GenerateRequestTests
{
    [Fact]
    public void A_system_message_goes_in_front_of_the_first_question()
    {
        var request = GenerateRequest.From(
            [new(ChatRole.System, "Be brief."), new(ChatRole.User, "Hello?"), new(ChatRole.Assistant, "Hi."), new(ChatRole.User, "And now?")], options: null);

        Assert.Equal(
            [new("user", "Be brief.\n\nHello?"), new("assistant", "Hi."), new("user", "And now?")],
            request.Messages);
    }

    [Fact]
    public void Several_system_messages_go_there_in_their_order()
    {
        var request = GenerateRequest.From([new(ChatRole.System, "One."), new(ChatRole.System, "Two."), new(ChatRole.User, "Hello?")], options: null);

        Assert.Equal([new("user", "One.\n\nTwo.\n\nHello?")], request.Messages);
    }

    [Theory]
    [InlineData(0.7f, 0.7)]
    [InlineData(0f, 0)]
    [InlineData(2f, 2)]
    [InlineData(1.15f, 1.15)]
    public void A_temperature_is_the_number_that_was_given(float given, double sent) =>
        Assert.Equal(sent, GenerateRequest.From([], new ChatOptions { Temperature = given }).Temperature);
}
