using CatalystAuth.Contracts.Tokens;
using CatalystAuth.Core.Factors;

namespace CatalystAuth.Core.Tests.Factors;

public sealed class AuthMethodsTests
{
    [Theory]
    [InlineData("pwd", "pwd", "pwd", "aal1")]
    [InlineData("pwd", "otp", "pwd otp mfa", "aal2")]
    [InlineData("", "otp", "otp", "aal1")]
    [InlineData("pwd", "hwk user mfa", "pwd hwk user mfa", "aal2")]
    [InlineData("pwd otp mfa", "pwd", "pwd otp mfa", "aal2")]
    public void Two_kinds_make_two_factors(string before, string proven, string all, string acr)
    {
        var combined = AuthMethods.Combine(before.Split(' ', StringSplitOptions.RemoveEmptyEntries), proven.Split(' '));
        combined.ShouldBe(all.Split(' '));
        AcrValues.Of(combined).ShouldBe(acr);
    }
}
