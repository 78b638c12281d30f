namespace CatalystAuth.Contracts.ClaimProfiles;

/// <summary>The systems that there are claim profiles for.</summary>
public static class ClaimProfileNames
{
    /// <summary>Grafana, <c>[auth.jwt]</c>.</summary>
    public const string Grafana = "grafana";

    /// <summary>Hasura GraphQL Engine.</summary>
    public const string Hasura = "hasura";

    /// <summary>Kubernetes, structured authentication.</summary>
    public const string Kubernetes = "kubernetes";

    /// <summary>LiteLLM's proxy.</summary>
    public const string LiteLlm = "litellm";

    /// <summary>MinIO, AssumeRoleWithWebIdentity.</summary>
    public const string MinIo = "minio";

    /// <summary>PostgREST.</summary>
    public const string PostgRest = "postgrest";

    /// <summary>Qdrant, <c>jwt_rbac</c>.</summary>
    public const string Qdrant = "qdrant";

    /// <summary>Supabase, third-party auth.</summary>
    public const string Supabase = "supabase";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Grafana, Hasura, Kubernetes, LiteLlm, MinIo, PostgRest, Qdrant, Supabase];
}
