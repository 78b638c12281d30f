using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.Tokens;
using CatalystAuth.Tokens.SigningKeys;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Server.Configuration;

/// <summary>Checks the token settings against the ranges that their documentation gives.</summary>
internal sealed class TokenOptionsValidation : IValidateOptions<TokenOptions>
{
    public ValidateOptionsResult Validate(string? name, TokenOptions options)
    {
        var problems = new List<string>();
        Check(problems, nameof(options.AccessLifetime), options.AccessLifetime, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        Check(problems, nameof(options.RefreshLifetime), options.RefreshLifetime, TimeSpan.FromMinutes(1), TimeSpan.FromDays(90));
        Check(problems, nameof(options.SessionLifetime), options.SessionLifetime, TimeSpan.FromMinutes(1), TimeSpan.FromDays(365));
        Check(problems, nameof(options.RefreshGrace), options.RefreshGrace, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        Check(problems, nameof(options.ClockSkew), options.ClockSkew, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        Check(problems, nameof(options.DecisionLifetime), options.DecisionLifetime, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5));
        if (!JwsAlgorithms.OfAccessTokens.Contains(options.Algorithm))
        {
            problems.Add($"Catalyst__Tokens__Algorithm is \"{options.Algorithm}\"; it is one of {string.Join(", ", JwsAlgorithms.OfAccessTokens)}.");
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static void Check(List<string> problems, string name, TimeSpan value, TimeSpan least, TimeSpan most)
    {
        if (value < least || value > most)
        {
            problems.Add($"Catalyst__Tokens__{name} is {value}; it is a time from {least} to {most}.");
        }
    }
}

/// <summary>Checks the invalidation settings.</summary>
internal sealed class InvalidationOptionsValidation : IValidateOptions<InvalidationOptions>
{
    private const int MostFollowers = 100_000;

    public ValidateOptionsResult Validate(string? name, InvalidationOptions options)
    {
        if (options.Bound < TimeSpan.FromSeconds(1) || options.Bound > TimeSpan.FromMinutes(5))
        {
            return ValidateOptionsResult.Fail($"Catalyst__Invalidation__Bound is {options.Bound}; it is a time from 1 second to 5 minutes.");
        }

        if (options.MaxFollowers is < 0 or > MostFollowers || options.MaxFollowersPerAddress is < 0 or > MostFollowers)
        {
            return ValidateOptionsResult.Fail(
                $"Catalyst__Invalidation__MaxFollowers and Catalyst__Invalidation__MaxFollowersPerAddress are numbers from 0 to {MostFollowers}.");
        }

        return options.PollInterval < TimeSpan.FromSeconds(0.1) || options.PollInterval > options.Bound / 2
            ? ValidateOptionsResult.Fail(
                $"Catalyst__Invalidation__PollInterval is {options.PollInterval}; it is a time from 0.1 second to half of Catalyst__Invalidation__Bound.")
            : ValidateOptionsResult.Success;
    }
}
