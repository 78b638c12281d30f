using CatalystAuth.Core.Invalidation;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.Revocations;

/// <summary>Counts who follows this node's revocations at once, by address.</summary>
public sealed class FollowerPlaces(IOptions<InvalidationOptions> options)
    : Places<string>(options.Value.MaxFollowers, options.Value.MaxFollowersPerAddress);
