using CatalystAuth.Contracts.Groups;
using CatalystAuth.Contracts.Invitations;
using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Labels;
using CatalystAuth.Core.Users;

namespace CatalystAuth.Core.Invitations;

/// <summary>What an invitation offers, checked as far as it can be without looking anything up.</summary>
/// <param name="Email">Who is invited.</param>
/// <param name="EmailKey">The address in its comparable form.</param>
/// <param name="Role">The role; not yet checked.</param>
/// <param name="Groups">The groups; not yet checked.</param>
/// <param name="LabelsDelta">The label delta.</param>
/// <param name="Life">How long it works.</param>
/// <param name="RedirectUrl">Where the invitee goes afterwards.</param>
internal sealed record InvitationTerms(
    string Email, string EmailKey, string Role, IReadOnlyList<GroupId> Groups, IReadOnlyList<LabelInput> LabelsDelta, TimeSpan Life,
    string? RedirectUrl)
{
    private const int MaxGroups = 100;
    private const int MaxUrlLength = 2000;

    private static readonly TimeSpan ShortestLife = TimeSpan.FromHours(1);
    private static readonly TimeSpan UsualLife = TimeSpan.FromDays(7);
    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(30);

    public static Result<InvitationTerms> Check(InviteRequest request)
    {
        if (!EmailAddress.IsValid(request.Email))
        {
            return Error.Field(InvitationErrorCodes.InvalidEmail, "email", EmailAddress.Rule);
        }

        var seconds = request.ExpiresIn ?? (long)UsualLife.TotalSeconds;
        if (seconds < ShortestLife.TotalSeconds || seconds > LongestLife.TotalSeconds)
        {
            return Error.Field(
                InvitationErrorCodes.InvalidLife, "expiresIn",
                $"expiresIn is a number of seconds from {ShortestLife.TotalSeconds} to {LongestLife.TotalSeconds}, or absent for seven days.");
        }

        if (!IsGoodRedirect(request.RedirectUrl))
        {
            return Error.Field(
                InvitationErrorCodes.InvalidRedirect, "redirectUrl",
                $"redirectUrl is an absolute https URL without user and password, at most {MaxUrlLength} characters; http for localhost only.");
        }

        var groups = request.Groups ?? [];
        if (groups.Count > MaxGroups || groups.Distinct().Count() != groups.Count)
        {
            return Error.Field(InvitationErrorCodes.InvalidGroup, "groups", $"At most {MaxGroups} groups, each of them once.");
        }

        return LabelLists.CheckDelta(request.LabelsDelta ?? []).Map(delta => new InvitationTerms(
            request.Email, EmailAddress.KeyOf(request.Email), request.Role, groups, delta, TimeSpan.FromSeconds(seconds), request.RedirectUrl));
    }

    // Browsers will be sent there: no scheme that runs something, and no host that hides behind a user name.
    private static bool IsGoodRedirect(string? url) => url is null
        || (url.Length <= MaxUrlLength
            && url.All(c => c is > ' ' and < '\u007F' and not '\\')
            && Uri.TryCreate(url, UriKind.Absolute, out var uri)
            && uri.UserInfo.Length == 0
            && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback)));
}
