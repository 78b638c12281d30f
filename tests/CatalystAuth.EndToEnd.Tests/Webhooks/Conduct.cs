namespace CatalystAuth.EndToEnd.Tests.Webhooks;

/// <summary>How an endpoint behaves.</summary>
internal enum Conduct
{
    /// <summary>It answers.</summary>
    Healthy,

    /// <summary>It answers 500, and comes back; then again.</summary>
    Failing,

    /// <summary>It does not answer in time, and comes back.</summary>
    Hanging,

    /// <summary>It resets connections, and comes back.</summary>
    Resetting,

    /// <summary>It answers 500 for ever.</summary>
    AlwaysFailing,

    /// <summary>It never answers.</summary>
    AlwaysHanging,

    /// <summary>It always resets.</summary>
    AlwaysResetting,

    /// <summary>Nobody listens.</summary>
    Closed,
}
