using CatalystAuth.Contracts.Flows;

namespace CatalystAuth.Blazor.Flows;

/// <summary>How a field of a step is asked for.</summary>
/// <param name="Name">The answer's name.</param>
/// <param name="Type">The type of the input.</param>
/// <param name="Autocomplete">What a browser or password manager may fill in (HTML, autofill detail tokens).</param>
public sealed record FlowField(string Name, string Type, string Autocomplete)
{
    /// <summary>Which keyboard a telephone shows; null for the usual one.</summary>
    public string? InputMode { get; init; }

    /// <summary>The most characters; null for any number.</summary>
    public int? MaxLength { get; init; }

    /// <summary>Whether it is a password, which can be shown.</summary>
    public bool IsSecret => Type == "password";

    /// <summary>Whether it is a new password, whose strength can be told.</summary>
    public bool IsNewPassword => Autocomplete == "new-password";

    /// <summary>The fields of a step, in the order in which they are asked for: passwords last, as managers expect a button behind them.</summary>
    public static IReadOnlyList<FlowField> Of(FlowStep step) => step.Kind switch
    {
        FlowStepKinds.Identify => [Identifier],
        FlowStepKinds.Password => [Password],
        FlowStepKinds.EmailSent when step.Fields?.Contains("code") == false => [],
        FlowStepKinds.EmailSent or FlowStepKinds.TotpSetup => [Code],
        FlowStepKinds.Mfa when step.Method == FlowMethods.Passkey => [],
        FlowStepKinds.Mfa when step.Method == FlowMethods.RecoveryCode => [RecoveryCode],
        FlowStepKinds.Mfa => [Code],
        FlowStepKinds.Passkey or FlowStepKinds.PasskeySetup or FlowStepKinds.RecoveryCodes => [],
        FlowStepKinds.ChooseOrg when step.Orgs is not null => [],
        FlowStepKinds.Prompt or FlowStepKinds.ChooseOrg => [.. (step.Fields ?? []).Select(Named).OrderBy(field => field.IsSecret)],

        // What a step is about that is not known, nobody should guess.
        _ => [],
    };

    private static readonly FlowField Identifier = new("identifier", "email", "username webauthn") { InputMode = "email", MaxLength = 254 };

    private static readonly FlowField Password = new("password", "password", "current-password") { MaxLength = 256 };

    private static readonly FlowField Code = new("code", "text", "one-time-code") { InputMode = "numeric", MaxLength = 12 };

    private static readonly FlowField RecoveryCode = new("code", "text", "off") { MaxLength = 64 };

    private static FlowField Named(string name) => name switch
    {
        "identifier" => Identifier,
        "email" => new(name, "email", "username") { InputMode = "email", MaxLength = 254 },
        "name" => new(name, "text", "name") { MaxLength = 100 },
        "password" => new(name, "password", "new-password") { MaxLength = 256 },
        "code" => Code,
        _ => new(name, "text", "off"),
    };
}
