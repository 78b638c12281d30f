using CatalystAuth.Contracts;
using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Server.Http;
using CatalystAuth.Server.OpenApi;

namespace CatalystAuth.Server.Labels;

internal static class LabelSchemaEndpoints
{
    private const string Example = """{"description":"What they bought","value":"required","values":["gold","silver"],"setBy":"org_admins"}""";

    public static void MapLabelSchemas(this IEndpointRouteBuilder routes)
    {
        // The key is named label here: {key} is an API key.
        var ofOrg = routes.MapGroup("/v1/orgs/{org}/labels/schema").RequireAuthorization().WithTags("Labels");

        ofOrg.MapGet("/", (OrgRef org, ICatalyst catalyst, CancellationToken ct) => catalyst.LabelSchemas.ListAsync(org, ct).ToOk())
            .Answers<IReadOnlyList<LabelSchema>>().Refuses(400, 401, 403, 404)
            .Describes("listLabelSchemas", "The label schemas that count in an organisation: its own and the platform's.")
            .Needs(BuiltInPermissions.OrgRead);

        ofOrg.MapPut("/{label}", (OrgRef org, string label, SetLabelSchemaRequest request, IfMatch ifMatch, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.LabelSchemas.SetAsync(org, label, request, ifMatch.Version, ct).ToVersioned(schema => schema.Version))
            .Answers<LabelSchema>().Refuses(400, 401, 403, 404, 409, 412)
            .Describes("setLabelSchema", "Define what holds for an organisation's labels with a key, or replace it.")
            .Needs(BuiltInPermissions.LabelsWrite)
            .Example(Example);

        ofOrg.MapDelete("/{label}", (OrgRef org, string label, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.LabelSchemas.DeleteAsync(org, label, ct).ToNoContent())
            .AnswersNothing().Refuses(400, 401, 403, 404).Describes("deleteLabelSchema", "Delete one of an organisation's label schemas; the labels stay.")
            .Needs(BuiltInPermissions.LabelsWrite);

        var ofPlatform = routes.MapGroup("/v1/labels/schema").RequireAuthorization().WithTags("Labels");

        ofPlatform.MapGet("/", (ICatalyst catalyst, CancellationToken ct) => catalyst.LabelSchemas.ListOnPlatformAsync(ct).ToOk())
            .Answers<IReadOnlyList<LabelSchema>>().Refuses(401, 403)
            .Describes("listPlatformLabelSchemas", "The platform's label schemas; for platform admins.");

        ofPlatform.MapPut("/{label}", (string label, SetLabelSchemaRequest request, IfMatch ifMatch, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.LabelSchemas.SetOnPlatformAsync(label, request, ifMatch.Version, ct).ToVersioned(schema => schema.Version))
            .Answers<LabelSchema>().Refuses(400, 401, 403, 409, 412)
            .Describes("setPlatformLabelSchema", "Define what holds for all labels with a key, or replace it; for platform admins.")
            .Example(Example);

        ofPlatform.MapDelete("/{label}", (string label, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.LabelSchemas.DeleteOnPlatformAsync(label, ct).ToNoContent())
            .AnswersNothing().Refuses(400, 401, 403, 404)
            .Describes("deletePlatformLabelSchema", "Delete one of the platform's label schemas; the labels stay. For platform admins.");
    }
}
