using CatalystAuth.Client.Transport;
using CatalystAuth.Contracts.Audit;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Client.Audit;

/// <summary>The audit trail over HTTP.</summary>
internal sealed class AuditClient(AuthorizedTransport calls) : IAudit
{
    public Task<Result<Page<AuditEntry>>> SearchAsync(
        AuditQuery query, PageRequest? page = null, CancellationToken cancellationToken = default) => calls.CallAsync<Page<AuditEntry>>(
        ApiCall.Get(Route.WithPage(
            Route.WithQuery(
                "/v1/audit/events", ("org", query.Org?.ToString()), ("actor", query.Actor), ("action", query.Action), ("target", query.Target),
                ("from", query.From?.UtcDateTime.ToString("O")), ("to", query.To?.UtcDateTime.ToString("O"))),
            page)),
        cancellationToken);

    public Task<Result<AuditVerification>> VerifyAsync(OrgRef? org = null, CancellationToken cancellationToken = default) =>
        calls.CallAsync<AuditVerification>(ApiCall.Get(Route.WithQuery("/v1/audit/verify", ("org", org?.ToString()))), cancellationToken);

    public Task<Result<Page<AuditHold>>> ListHoldsAsync(PageRequest? page = null, CancellationToken cancellationToken = default) =>
        calls.CallAsync<Page<AuditHold>>(ApiCall.Get(Route.WithPage("/v1/audit/holds", page)), cancellationToken);

    public Task<Result<AuditHold>> SetHoldAsync(SetAuditHoldRequest request, CancellationToken cancellationToken = default) =>
        calls.CallAsync<AuditHold>(ApiCall.Post("/v1/audit/holds", request), cancellationToken);

    public Task<Result> ReleaseHoldAsync(LegalHoldId hold, CancellationToken cancellationToken = default) =>
        calls.CallAsync(ApiCall.Delete(Route.Of($"/v1/audit/holds/{hold}")), cancellationToken);

    public async Task<Result<AuditExport>> ExportAsync(
        AuditExportQuery query, IProgress<AuditExportProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var opened = await calls.OpenAsync(
            ApiCall.Stream(Route.WithQuery(
                "/v1/audit/export", ("org", query.Org?.ToString()), ("from", query.From?.UtcDateTime.ToString("O")),
                ("to", query.To?.UtcDateTime.ToString("O")), ("format", query.Format))),
            cancellationToken).ConfigureAwait(false);
        if (!opened.TryGet(out var response, out var refusal))
        {
            return refusal;
        }

        var total = response.Headers.TryGetValues(AuditHeaders.Total, out var values) && long.TryParse(values.First(), out var count) ? count : 0;
        var content = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        return new AuditExport(
            new ExportStream(response, content, new RecordCounter(query.Format), total, progress), total,
            response.Content.Headers.ContentType?.MediaType ?? AuditFormats.JsonLinesMediaType,
            response.Content.Headers.ContentDisposition?.FileName?.Trim('"') ?? $"audit.{query.Format}");
    }
}
