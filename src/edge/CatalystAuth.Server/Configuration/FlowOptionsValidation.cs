using CatalystAuth.Contracts.Flows;
using CatalystAuth.Core.Flows;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Server.Configuration;

/// <summary>Checks the settings of flows.</summary>
internal sealed class FlowOptionsValidation : IValidateOptions<FlowOptions>
{
    public ValidateOptionsResult Validate(string? name, FlowOptions options)
    {
        var problems = new List<string>();
        for (var i = 0; i < options.Methods.Count; i++)
        {
            if (!FlowOptions.AllMethods.Contains(options.Methods[i]))
            {
                problems.Add(
                    $"Catalyst__Flows__Methods__{i} is \"{options.Methods[i]}\"; it is one of {string.Join(", ", FlowOptions.AllMethods)}.");
            }
        }

        if (options is { VerifyEmail: VerifyEmailMode.Always, MailLeaves: false })
        {
            problems.Add("Catalyst__Flows__VerifyEmail is \"always\", and no mail can leave: set Catalyst__Mail__Smtp__Host too.");
        }

        if (options.Methods.Count > 0 && options.Methods.All(method => method == FlowMethods.Email) && !options.MailLeaves)
        {
            problems.Add("Catalyst__Flows__Methods__0 is \"email\" alone, and no mail can leave: set Catalyst__Mail__Smtp__Host too.");
        }
        else if (!options.HasPasswords && options.SignUp != SignUpMode.Closed
            && !(options.Allows(FlowMethods.Email) && options is { VerifiesEmail: true, MailLeaves: true }))
        {
            problems.Add(
                "Catalyst__Flows__Methods is without \"password\", so who signs up has to prove an address by which they sign in. Add \"email\" and have addresses "
                + "proven (Catalyst__Flows__VerifyEmail, Catalyst__Mail__Smtp__Host), or set Catalyst__Flows__SignUp to \"closed\".");
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
