namespace CatalystAuth.Contracts.Apps;

/// <summary>Codes of refusals about apps.</summary>
public static class AppErrorCodes
{
    /// <summary>No such app, or none that the caller may know of.</summary>
    public const string NotFound = "app.not_found";

    /// <summary>The name is empty or too long.</summary>
    public const string InvalidName = "app.invalid_name";

    /// <summary>A host is malformed, missing, or there are too many.</summary>
    public const string InvalidHost = "app.invalid_host";

    /// <summary>A rule is malformed, missing, or there are too many.</summary>
    public const string InvalidRule = "app.invalid_rule";

    /// <summary>No configuration can be written for this proxy, form, version or URL.</summary>
    public const string InvalidProxy = "app.invalid_proxy";

    /// <summary>How browsers, programs or preflights are to be answered is not one of the ways that there are, or a path prefix is none.</summary>
    public const string InvalidAnswers = "app.invalid_answers";

    /// <summary>An audience is malformed, stands twice, or there are too many.</summary>
    public const string InvalidAudience = "app.invalid_audience";

    /// <summary>There is no such policy engine here.</summary>
    public const string UnknownEngine = "app.unknown_engine";

    /// <summary>A rule asks for a label that is hidden from clients.</summary>
    public const string HiddenLabel = "app.hidden_label";
}
