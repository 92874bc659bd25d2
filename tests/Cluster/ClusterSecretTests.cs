using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Cluster;

namespace SamosaChaat.Tests.Cluster;

public sealed class ClusterSecretTests : IDisposable
{
    private const string Text = "a secret of the whole cluster";
    private readonly string file = Path.GetTempFileName();

    [Fact]
    public void A_file_and_a_setting_with_the_same_secret_give_the_same_keys_and_each_purpose_has_its_own()
    {
        File.WriteAllText(file, $"  {Text}\n");
        var (setting, read) = (Of(new() { Secret = Text }), Of(new() { SecretFile = file }));

        Assert.True(setting.IsSet);
        Assert.True(read.IsSet);
        Assert.Equal(setting.Derive("signing keys"), read.Derive("signing keys"));
        Assert.NotEqual(setting.Derive("signing keys"), setting.Derive("another purpose"));
        Assert.NotEqual(setting.Derive("signing keys"), Of(new() { Secret = Text + "." }).Derive("signing keys"));
    }

    [Fact]
    public void Wrong_settings_are_named()
    {
        File.WriteAllText(file, "short\n");

        Assert.Contains("not both", new ClusterOptions { Secret = Text, SecretFile = file }.Fault(), StringComparison.Ordinal);
        Assert.Contains("Cluster:Secret must have at least 16", new ClusterOptions { Secret = "short" }.Fault(), StringComparison.Ordinal);
        Assert.Contains("Cluster:SecretFile must have at least 16", new ClusterOptions { SecretFile = file }.Fault(), StringComparison.Ordinal);
        Assert.Contains("cannot be read", new ClusterOptions { SecretFile = file + ".missing" }.Fault(), StringComparison.Ordinal);
        Assert.Null(new ClusterOptions { Secret = Text }.Fault());
    }

    [Fact]
    public void No_secret_or_an_empty_one_is_none()
    {
        Assert.False(Of(new()).IsSet);
        Assert.False(Of(new() { Secret = "", SecretFile = "" }).IsSet);
        Assert.Null(new ClusterOptions { Secret = "" }.Fault());
    }

    public void Dispose() => File.Delete(file);

    private static ClusterSecret Of(ClusterOptions options) => new(Options.Create(options));
}
