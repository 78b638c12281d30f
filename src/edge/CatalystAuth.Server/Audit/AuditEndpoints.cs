using CatalystAuth.Contracts;
using CatalystAuth.Contracts.Audit;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Server.Http;
using CatalystAuth.Server.OpenApi;

namespace CatalystAuth.Server.Audit;

internal static class AuditEndpoints
{
    public static void MapAudit(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/audit/events", (
                OrgRef? org, string? actor, string? action, string? target, DateTimeOffset? from, DateTimeOffset? to,
                int? limit, string? cursor, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Audit.SearchAsync(new(org, actor, action, target, from, to), Http.Paging.Of(limit, cursor), ct).ToOk())
            .RequireAuthorization().WithTags("Audit").Answers<Page<AuditEntry>>().Refuses(400, 401, 403, 404)
            .Describes("listAuditEntries", "Who did what to what, when and from where; newest first.")
            .Needs(BuiltInPermissions.AuditRead);
        routes.MapGet("/v1/audit/verify", (OrgRef? org, ICatalyst catalyst, CancellationToken ct) => catalyst.Audit.VerifyAsync(org, ct).ToOk())
            .RequireAuthorization().WithTags("Audit").Answers<AuditVerification>().Refuses(400, 401, 403, 404)
            .Describes("verifyAuditChain", "Checks every record of an audit chain against its hash, and every checkpoint against its signature.")
            .Needs(BuiltInPermissions.AuditRead);
        routes.MapGet("/v1/audit/export", (
                OrgRef? org, DateTimeOffset? from, DateTimeOffset? to, string? format, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Audit.ExportAsync(new(org, from, to, format ?? AuditFormats.JsonLines), cancellationToken: ct).ToFile())
            .RequireAuthorization().WithTags("Audit").AnswersFile(AuditFormats.JsonLinesMediaType, AuditFormats.CsvMediaType)
            .Refuses(400, 401, 403, 404)
            .Describes("exportAuditChain", "An audit chain as a file that proves itself (format=jsonl), or for a spreadsheet (format=csv).")
            .Needs(BuiltInPermissions.AuditExport);
    }
}
