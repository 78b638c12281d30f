namespace CatalystAuth.Server.Configuration;

/// <summary>A setting is wrong: the message names its key and what to do. The server does not start.</summary>
public sealed class SettingException : Exception
{
    /// <summary>Makes one without a reason.</summary>
    public SettingException() { }

    /// <summary>Makes one with a reason.</summary>
    public SettingException(string message) : base(message) { }

    /// <summary>Makes one with a reason and its cause.</summary>
    public SettingException(string message, Exception innerException) : base(message, innerException) { }

    internal static SettingException For(string key, string problem) =>
        new($"{key.Replace(":", "__", StringComparison.Ordinal)} {problem}");
}
