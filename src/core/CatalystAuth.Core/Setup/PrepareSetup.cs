using System.Security.Cryptography;
using System.Text;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Transactions;
using CatalystAuth.Core.Users;

namespace CatalystAuth.Core.Setup;

/// <summary>Makes the one-time token at each start at which there is no platform admin yet.</summary>
public sealed class PrepareSetup(IUserStore users, ISetupStore store, IUnitOfWork unitOfWork, TimeProvider time)
{
    /// <summary>How long a token works.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int Length = 43;

    /// <summary>The token, which takes the place of any earlier one; null when there is an admin.</summary>
    public async Task<string?> RunAsync(CancellationToken cancellationToken)
    {
        var result = await unitOfWork.RunAsync<string?>(
            async ct =>
            {
                if (await users.AnyPlatformAdminAsync(ct).ConfigureAwait(false))
                {
                    return new Result<string?>();
                }

                var token = RandomNumberGenerator.GetString(Alphabet, Length);
                await store.ReplaceAsync(new SetupToken { Hash = Hash(token), ExpiresAt = time.Now() + Lifetime }, ct)
                    .ConfigureAwait(false);
                return token;
            },
            cancellationToken).ConfigureAwait(false);
        return result.IsSuccess ? result.Value : null;
    }

    internal static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
