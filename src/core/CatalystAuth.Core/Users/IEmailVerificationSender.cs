namespace CatalystAuth.Core.Users;

/// <summary>Brings the code that proves a mailbox to that mailbox.</summary>
public interface IEmailVerificationSender
{
    /// <summary>Sends a code. Called after it was stored; who does not get it asks for another.</summary>
    Task SendAsync(string address, string code, CancellationToken cancellationToken);
}
