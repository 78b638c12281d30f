using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Core.Attempts;

/// <summary>The refusal of who has to wait after wrong attempts.</summary>
internal static class AttemptRefusals
{
    public static Error TooMany(TimeSpan? retryAfter) => new(
        FlowErrorCodes.TooManyAttempts, "There were too many wrong attempts. Wait as long as Retry-After says.", ErrorKind.TooMany)
    {
        RetryAfter = retryAfter,
    };
}
