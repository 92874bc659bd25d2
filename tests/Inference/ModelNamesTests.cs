using System.Text;
using SamosaChaat.Shared.Inference;

namespace SamosaChaat.Tests.Inference;

public sealed class ModelNamesTests
{
    [Theory]
    [InlineData("{\"object\":\"list\",\"data\":[{\"id\":\"a\"},{\"id\":\"b\"}]}")]
    [InlineData("[{\"id\":\"a\"},{\"name\":\"b\"}]")]
    [InlineData("[\"a\",\"b\",\"\",null,7]")]
    [InlineData("{\"models\":[{\"name\":\"a\",\"model\":\"a\"},{\"model\":\"b\"}]}")]
    [InlineData("{\"models\":[{\"model_tag\":\"a\"},{\"model_tag\":\"b\"},{\"model_tag\":null}]}")]
    [InlineData("{\"data\":null,\"models\":[\"a\",\"b\",\"a\"]}")]
    public void A_list_of_any_shape_is_read(string body) => Assert.Equal(["a", "b"], ModelNames.Read(Encoding.UTF8.GetBytes(body)));

    [Theory]
    [InlineData("{}", "sent a list of models that has neither data nor models")]
    [InlineData("\"a\"", "sent a list of models that has neither data nor models")]
    [InlineData("<html>", "sent a list of models that is not JSON")]
    public void An_unreadable_list_says_why(string body, string why) =>
        Assert.Equal(why, Assert.Throws<UnreadableAnswerException>(() => ModelNames.Read(Encoding.UTF8.GetBytes(body))).Message);
}
