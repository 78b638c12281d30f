using Microsoft.Playwright;

namespace CatalystAuth.Portal.Tests;

/// <summary>A virtual authenticator of one page of Chromium, which keeps passkeys and knows its user.</summary>
internal sealed class Authenticator : IAsyncDisposable
{
    private readonly ICDPSession _devTools;
    private readonly string _id;

    private Authenticator(ICDPSession devTools, string id) => (_devTools, _id) = (devTools, id);

    public static async Task<Authenticator> AddAsync(Visitor visitor)
    {
        var devTools = await visitor.Context.NewCDPSessionAsync(visitor.Page);
        await devTools.SendAsync("WebAuthn.enable");
        var added = await devTools.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
        return new(devTools, added!.Value.GetProperty("authenticatorId").GetString()!);
    }

    /// <summary>Whether its user touches it when it asks.</summary>
    public Task SetPresentAsync(bool isPresent) =>
        _devTools.SendAsync("WebAuthn.setAutomaticPresenceSimulation", new() { ["authenticatorId"] = _id, ["enabled"] = isPresent });

    public ValueTask DisposeAsync() => new(_devTools.DetachAsync());
}
