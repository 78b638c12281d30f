using System.Net;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Webhooks.Outbound;

/// <summary>Checks the settings when the server starts.</summary>
internal sealed class OutboundOptionsValidation : IValidateOptions<OutboundOptions>
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    public ValidateOptionsResult Validate(string? name, OutboundOptions options)
    {
        var problems = new List<string>();
        for (var i = 0; i < options.AllowedPorts.Count; i++)
        {
            if (options.AllowedPorts[i] is <= IPEndPoint.MinPort or > IPEndPoint.MaxPort)
            {
                problems.Add($"Catalyst__Outbound__AllowedPorts__{i} is {options.AllowedPorts[i]}; it is a port from 1 to 65535.");
            }
        }

        if (options.WebhookTimeout < Shortest || options.WebhookTimeout > Longest)
        {
            problems.Add($"Catalyst__Outbound__WebhookTimeout is {options.WebhookTimeout}; it is a time from 1 to 60 seconds.");
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
