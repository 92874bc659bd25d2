namespace SamosaChaat.Shared.Http;

/// <summary>Says that the server cannot answer a request now. The client gets 503 with <c>Retry-After</c>.</summary>
/// <param name="detail">A sentence for the client.</param>
internal sealed class UnavailableException(string detail, Exception? cause = null) : Exception(detail, cause);
