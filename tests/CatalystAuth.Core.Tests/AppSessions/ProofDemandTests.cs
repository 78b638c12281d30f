using CatalystAuth.Core.AppSessions;

namespace CatalystAuth.Core.Tests.AppSessions;

public sealed class ProofDemandTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_000_000);

    [Theory]
    [InlineData(null, null, false, "pwd otp mfa", 999_000, true, true)]
    [InlineData(null, null, false, "pwd", 1_000_000, false, false)]
    [InlineData(null, null, false, "", 1_000_000, false, false)]
    [InlineData(600, 999_000, false, "pwd otp mfa", 999_400, true, true)]
    [InlineData(600, 999_000, false, "pwd otp mfa", 999_399, true, false)]
    [InlineData(600, 999_000, false, "pwd otp mfa", 999_000, true, false)]
    [InlineData(600, 999_399, true, "pwd mfa", 999_399, false, false)]
    [InlineData(600, 999_999, true, "pwd mfa", 999_999, false, false)]
    [InlineData(600, 999_399, true, "pwd mfa", 999_400, true, true)]
    [InlineData(600, 999_399, true, "pwd", 1_000_000, false, false)]
    [InlineData(1, null, true, "pwd mfa", 1_000_000, true, true)]
    public void It_is_met_by_two_factors_that_are_new_enough_and_newer_than_what_was_refused(
        int? maxAge, int? refusedAt, bool wasByTwo, string amr, int at, bool isAnswered, bool isMet)
    {
        var demand = new ProofDemand(maxAge, refusedAt, wasByTwo);

        demand.IsAnsweredBy(amr.Split(' '), at).ShouldBe(isAnswered);
        demand.IsMetBy(amr.Split(' '), at, Now).ShouldBe(isMet);
        demand.IsAnsweredBy(amr.Split(' '), null).ShouldBeFalse();
    }
}
