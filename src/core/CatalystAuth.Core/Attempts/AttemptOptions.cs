namespace CatalystAuth.Core.Attempts;

/// <summary>How many wrong passwords are heard before the next has to wait. Section <c>Catalyst:Attempts</c>.</summary>
public sealed class AttemptOptions
{
    /// <summary>For one address of an account from one network: 3 to 100.</summary>
    public int Free { get; set; } = 5;

    /// <summary>For one address of an account from anywhere: 5 to 1000. Who has signed in from their network of late does not wait for those.</summary>
    public int FreePerAccount { get; set; } = 50;

    /// <summary>From one network for any accounts: 5 to 100 000. Who has signed in from there of late does not wait for those.</summary>
    public int FreePerNetwork { get; set; } = 100;

    /// <summary>From one subnet (/24 of IPv4, /48 of IPv6) for any accounts: 5 to 1 000 000, and not less than from one network. Who has signed in from their network of late does not wait for those.</summary>
    public int FreePerSubnet { get; set; } = 1600;

    /// <summary>How long the next waits first; twice as long after each more: 1 second to 1 hour.</summary>
    public TimeSpan Wait { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long it waits at most: not below <see cref="Wait"/>, to 1 day.</summary>
    public TimeSpan LongestWait { get; set; } = TimeSpan.FromMinutes(15);
}
