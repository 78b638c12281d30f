namespace CatalystAuth.ForwardAuth.Verify;

/// <summary>Whose dialect an answer is written in.</summary>
internal enum ProxyFlavour
{
    /// <summary>Hands any status and body on to the client.</summary>
    Caddy,

    /// <summary>Knows 200, 401 and 403; anything else becomes 500.</summary>
    Nginx,
}
