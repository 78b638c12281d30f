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

        var holds = routes.MapGroup("/v1/audit/holds").RequireAuthorization().WithTags("Audit");
        holds.MapGet("/", (int? limit, string? cursor, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Audit.ListHoldsAsync(Http.Paging.Of(limit, cursor), ct).ToOk())
            .Answers<Page<AuditHold>>().Refuses(400, 401, 403)
            .Describes("listAuditHolds", "All legal holds, those too that were released, newest first; for platform admins.");
        holds.MapPost("/", (SetAuditHoldRequest request, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Audit.SetHoldAsync(request, ct).ToCreated(_ => "/v1/audit/holds"))
            .Answers<AuditHold>(201).Refuses(400, 401, 403, 404)
            .Describes("setAuditHold", "Keep audit records from being deleted, and who is in them from being erased; for platform admins.")
            .Example("""{"reason":"Case 2026-17"}""");
        holds.MapDelete("/{hold}", (LegalHoldId hold, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Audit.ReleaseHoldAsync(hold, ct).ToNoContent())
            .AnswersNothing().Refuses(400, 401, 403, 404).Describes("releaseAuditHold", "Release a legal hold; for platform admins.");
    }
}
