using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Client.Transport;

/// <summary>A refusal of the token endpoint.</summary>
/// <param name="Error">The refusal, with Catalyst's own code when the server sent it.</param>
/// <param name="OAuthCode">The coarse code of RFC 6749; null when the refusal came from before the endpoint.</param>
internal sealed record OAuthRefusal(Error Error, string? OAuthCode);
