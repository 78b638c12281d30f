using CatalystAuth.Tokens.Invitations;

namespace CatalystAuth.Core.Invitations;

/// <summary>Finds invitations by what is in their links.</summary>
internal static class FindInvitation
{
    /// <summary>The invitation that a token is of; null when it is of none.</summary>
    public static async Task<StoredInvitation?> FindByTokenAsync(this IInvitationStore invitations, string token, CancellationToken cancellationToken) =>
        InvitationTokenText.TryParse(token, out var id)
            && await invitations.FindAsync(id, cancellationToken).ConfigureAwait(false) is { } invitation
            && invitation.ProofOf(token) != InvitationProof.None
                ? invitation
                : null;
}
