using CatalystAuth.Contracts.Ids;
using CatalystAuth.Contracts.Sessions;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Sessions;

namespace CatalystAuth.Core.Tests.Sessions;

public sealed class UserSessionTests
{
    private static readonly DateTimeOffset Before = new(2026, 11, 26, 8, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Now = Before.AddHours(1);

    [Theory]
    [InlineData("pwd", "pwd", null, true)]
    [InlineData("email", "pwd", null, true)]
    [InlineData("pwd", "otp", true, true)]
    [InlineData("email", "otp", true, true)]
    [InlineData("pwd", "hwk user mfa", true, true)]
    [InlineData("pwd otp mfa", "pwd", false, false)]
    [InlineData("swk user mfa", "pwd", false, false)]
    [InlineData("pwd otp mfa", "otp", true, true)]
    [InlineData("email otp mfa", "pwd", false, false)]
    [InlineData("swk user mfa", "otp", true, true)]
    [InlineData("pwd otp mfa", "swk user mfa", true, true)]
    [InlineData("otp", "pwd", true, true)]
    public void A_proof_is_as_new_as_the_second_factor_in_it(string amr, string proof, bool? isSecondNew, bool isTimeNew)
    {
        var session = NewSession(amr);

        session.Prove(proof.Split(' '), Now);

        session.AuthenticatedAt.ShouldBe(Now);
        session.SecondFactorAt.ShouldBe(isSecondNew switch { true => Now, false => Before, _ => null });
        session.AuthTime.ShouldBe(isTimeNew ? Now : Before);
    }

    [Fact]
    public void Of_two_factors_whose_time_is_not_known_nothing_is_said()
    {
        var session = NewSession("pwd otp mfa");
        session.SecondFactorAt = null;

        session.Prove(["pwd"], Now);

        session.AuthTime.ShouldBeNull();
    }

    private static UserSession NewSession(string amr) => new()
    {
        Id = TypeId.New<SessionId>(Before),
        UserId = TypeId.New<UserId>(Before),
        Amr = amr.Split(' '),
        AuthenticatedAt = Before,
        SecondFactorAt = amr.Contains("mfa", StringComparison.Ordinal) ? Before : null,
        CreatedAt = Before,
        LastSeenAt = Before,
        ExpiresAt = Before.AddDays(90),
    };
}
