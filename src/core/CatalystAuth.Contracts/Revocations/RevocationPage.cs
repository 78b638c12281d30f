namespace CatalystAuth.Contracts.Revocations;

/// <summary>What a verifier is told that can't keep a stream open. <c>GET /v1/revocations</c></summary>
/// <param name="Messages">Signed messages, in order.</param>
/// <param name="Cursor">Behind which to ask next.</param>
public sealed record RevocationPage(IReadOnlyList<string> Messages, long Cursor);
