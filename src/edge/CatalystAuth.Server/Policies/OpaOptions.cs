namespace CatalystAuth.Server.Policies;

/// <summary>Where Open Policy Agent is. Section <c>Catalyst:Opa</c>.</summary>
internal sealed class OpaOptions
{
    public const string Section = "Catalyst:Opa";

    /// <summary>Its address, http or https; null for none.</summary>
    public Uri? Url { get; set; }

    /// <summary>The document that decides, below <c>/v1/data/</c>.</summary>
    public string Path { get; set; } = "catalyst/allow";

    /// <summary>The bearer token that it asks for; null for none.</summary>
    public string? Token { get; set; }

    /// <summary>How long an answer may take: 10 ms to 5 s.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long an answer to the same question is given again: 0 to 60 s.</summary>
    public TimeSpan CacheLifetime { get; set; } = TimeSpan.FromSeconds(5);
}
