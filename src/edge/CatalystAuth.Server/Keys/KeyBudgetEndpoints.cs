using CatalystAuth.Contracts;
using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Server.Http;
using CatalystAuth.Server.OpenApi;

namespace CatalystAuth.Server.Keys;

internal static class KeyBudgetEndpoints
{
    public static void MapKeyBudgets(this IEndpointRouteBuilder routes)
    {
        var budget = routes.MapGroup("/v1/keys/{key}/budget").RequireAuthorization().WithTags("Keys");

        budget.MapGet("/", (KeyId key, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.KeyBudgets.GetAsync(key, ct).ToVersioned(found => found.Version))
            .Answers<KeyBudget>().Refuses(400, 401, 403, 404).Describes("getKeyBudget", "Read a key's budget, and what is left of it.")
            .Needs(BuiltInPermissions.KeysRead);

        budget.MapPut("/", (KeyId key, SetBudgetRequest request, IfMatch ifMatch, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.KeyBudgets.SetAsync(key, request, ifMatch.Version, ct).ToVersioned(found => found.Version))
            .Answers<KeyBudget>().Refuses(400, 401, 403, 404, 412)
            .Describes("setKeyBudget", "Say what a key may spend in a period; what was spent in this one stays spent.")
            .Needs(BuiltInPermissions.KeysWrite)
            .Example("""{"calls":1000,"tokens":1000000,"money":5000000,"refill":"monthly"}""");

        budget.MapDelete("/", (KeyId key, ICatalyst catalyst, CancellationToken ct) => catalyst.KeyBudgets.RemoveAsync(key, ct).ToNoContent())
            .AnswersNothing().Refuses(400, 401, 403, 404).Describes("removeKeyBudget", "Take a key's budget away; nothing limits it then.")
            .Needs(BuiltInPermissions.KeysWrite);

        MapReservations(budget.MapGroup("/reservations"));
    }

    private static void MapReservations(RouteGroupBuilder reservations)
    {
        reservations.MapPost("/", (KeyId key, ReserveRequest request, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.KeyBudgets.ReserveAsync(key, request, ct)
                    .ToCreated(made => $"/v1/keys/{made.KeyId}/budget/reservations/{made.Id}"))
            .Answers<BudgetReservation>(201).Refuses(400, 401, 403, 404, 409)
            .Describes("reserveBudget", "Keep a part of a key's budget before it is spent; after its time it is released by itself.")
            .Needs(BuiltInPermissions.KeysConsume)
            .Example("""{"calls":1,"tokens":4000,"expiresIn":300}""");

        reservations.MapPost("/{reservation}/settle", (
                KeyId key, ReservationId reservation, SettleRequest request, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.KeyBudgets.SettleAsync(key, reservation, request, ct).ToOk())
            .Answers<BudgetReservation>().Refuses(400, 401, 403, 404, 409)
            .Describes("settleReservation", "Say what of a reservation was spent; the rest is released.")
            .Needs(BuiltInPermissions.KeysConsume)
            .Example("""{"calls":1}""");

        reservations.MapPost("/{reservation}/release", (KeyId key, ReservationId reservation, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.KeyBudgets.ReleaseAsync(key, reservation, ct).ToOk())
            .Answers<BudgetReservation>().Refuses(400, 401, 403, 404, 409).Describes("releaseReservation", "Give a reservation back.")
            .Needs(BuiltInPermissions.KeysConsume);
    }
}
