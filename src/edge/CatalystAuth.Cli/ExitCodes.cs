namespace CatalystAuth.Cli;

/// <summary>What the command's end says to scripts.</summary>
internal static class ExitCodes
{
    public const int Ok = 0;

    /// <summary>Something is wrong with what was looked at.</summary>
    public const int Bad = 1;

    /// <summary>Nothing could be looked at: a file that is not there or is something else, or a wrong option.</summary>
    public const int Unusable = 2;
}
