using CatalystAuth.Client.Transport;
using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Client.Labels;

/// <summary>Label schemas over HTTP.</summary>
internal sealed class LabelSchemasClient(AuthorizedTransport calls) : ILabelSchemas
{
    private static readonly Error Unaddressable = Error.Field(
        LabelSchemaErrorCodes.Invalid, "key", "A key is made of a-z 0-9 . _ -, a letter or digit first.");

    public Task<Result<IReadOnlyList<LabelSchema>>> ListAsync(OrgRef org, CancellationToken cancellationToken = default) =>
        calls.CallAsync<IReadOnlyList<LabelSchema>>(ApiCall.Get(Route.Of($"/v1/orgs/{org}/labels/schema")), cancellationToken);

    public Task<Result<LabelSchema>> SetAsync(
        OrgRef org, string key, SetLabelSchemaRequest request, int? ifVersion = null, CancellationToken cancellationToken = default) =>
        IsAddressable(key)
            ? calls.CallAsync<LabelSchema>(ApiCall.Put(Route.Of($"/v1/orgs/{org}/labels/schema/{key}"), request, ifVersion), cancellationToken)
            : Task.FromResult<Result<LabelSchema>>(Unaddressable);

    public Task<Result> DeleteAsync(OrgRef org, string key, CancellationToken cancellationToken = default) => IsAddressable(key)
        ? calls.CallAsync(ApiCall.Delete(Route.Of($"/v1/orgs/{org}/labels/schema/{key}")), cancellationToken)
        : Task.FromResult<Result>(Unaddressable);

    public Task<Result<IReadOnlyList<LabelSchema>>> ListOnPlatformAsync(CancellationToken cancellationToken = default) =>
        calls.CallAsync<IReadOnlyList<LabelSchema>>(ApiCall.Get("/v1/labels/schema"), cancellationToken);

    public Task<Result<LabelSchema>> SetOnPlatformAsync(
        string key, SetLabelSchemaRequest request, int? ifVersion = null, CancellationToken cancellationToken = default) => IsAddressable(key)
            ? calls.CallAsync<LabelSchema>(ApiCall.Put(Route.Of($"/v1/labels/schema/{key}"), request, ifVersion), cancellationToken)
            : Task.FromResult<Result<LabelSchema>>(Unaddressable);

    public Task<Result> DeleteOnPlatformAsync(string key, CancellationToken cancellationToken = default) => IsAddressable(key)
        ? calls.CallAsync(ApiCall.Delete(Route.Of($"/v1/labels/schema/{key}")), cancellationToken)
        : Task.FromResult<Result>(Unaddressable);

    // No address can carry the others; all that it can, the server judges itself.
    private static bool IsAddressable(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key is not ("" or "." or "..");
    }
}
