using SamosaChaat.Shared.Inference;

namespace SamosaChaat.Tests.Inference;

public sealed class BaseUrlTests
{
    [Theory]
    [InlineData("http://host:8080/v1", "http://host:8080/v1/models")]
    [InlineData("http://host:8080/v1/", "http://host:8080/v1/models")]
    [InlineData("http://host:8080//v1//", "http://host:8080/v1/models")]
    [InlineData("http://host", "http://host/models")]
    [InlineData("https://host/openai/deployments/d?api-version=2026-01-01", "https://host/openai/deployments/d/models?api-version=2026-01-01")]
    [InlineData("https://host/v1/?a=b&c=%20d#part", "https://host/v1/models?a=b&c=%20d")]
    public void A_path_is_put_behind_the_base(string baseUrl, string url) =>
        Assert.Equal(url, new UpstreamOptions { BaseUrl = baseUrl }.UrlOf("models").AbsoluteUri);

    [Theory]
    [InlineData("openai", "http://host", true)]
    [InlineData("openai", "http://host/openai", true)]
    [InlineData("openai", "http://host/v1", false)]
    [InlineData("openai", "http://host/api/v3/x", false)]
    [InlineData("nanochat", "http://host", false)]
    public void A_version_may_be_missing(string kind, string baseUrl, bool may) =>
        Assert.Equal(may, new UpstreamOptions { Kind = kind, BaseUrl = baseUrl }.MayLackVersion);
}
