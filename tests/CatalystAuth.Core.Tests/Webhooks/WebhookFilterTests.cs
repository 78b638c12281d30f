using CatalystAuth.Contracts.Events;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Webhooks;
using CatalystAuth.Core.Events;
using CatalystAuth.Core.Webhooks;

namespace CatalystAuth.Core.Tests.Webhooks;

public sealed class WebhookFilterTests
{
    private static readonly OrgId Acme = new(Guid.Parse("0190aaaa-0000-7000-8000-000000000001"));
    private static readonly OrgId Other = new(Guid.Parse("0190aaaa-0000-7000-8000-000000000002"));
    private static readonly WebhookId Id = new(Guid.Parse("0190aaaa-0000-7000-8000-000000000003"));

    [Theory]
    [InlineData("", true)]
    [InlineData("member.added", true)]
    [InlineData("org.updated,member.*", true)]
    [InlineData("member.removed", false)]
    [InlineData("group.*", false)]
    public void Types_are_named_or_begin_so(string events, bool matches) =>
        WebhookFilter.Matches(Endpoint(Acme, events), Happened(Acme, EventTypes.MemberAdded)).ShouldBe(matches);

    [Fact]
    public void An_organisations_webhook_gets_its_own_events_only()
    {
        WebhookFilter.Matches(Endpoint(Acme), Happened(Other, EventTypes.MemberAdded)).ShouldBeFalse();
        WebhookFilter.Matches(Endpoint(Acme), Happened(null, EventTypes.UserCreated)).ShouldBeFalse();
    }

    [Fact]
    public void The_installations_webhook_gets_all_or_those_of_the_organisations_it_names()
    {
        WebhookFilter.Matches(Endpoint(null), Happened(Other, EventTypes.MemberAdded)).ShouldBeTrue();
        WebhookFilter.Matches(Endpoint(null), Happened(null, EventTypes.UserCreated)).ShouldBeTrue();
        WebhookFilter.Matches(Endpoint(null, orgs: [$"{Acme}"]), Happened(Acme, EventTypes.MemberAdded)).ShouldBeTrue();
        WebhookFilter.Matches(Endpoint(null, orgs: [$"{Acme}"]), Happened(Other, EventTypes.MemberAdded)).ShouldBeFalse();
        WebhookFilter.Matches(Endpoint(null, orgs: [$"{Acme}"]), Happened(null, EventTypes.UserCreated)).ShouldBeFalse();
    }

    [Fact]
    public void A_webhook_is_not_told_of_itself()
    {
        WebhookFilter.Matches(Endpoint(Acme), Happened(Acme, EventTypes.WebhookFailing, $"{Id}")).ShouldBeFalse();
        WebhookFilter.Matches(Endpoint(Acme), Happened(Acme, EventTypes.WebhookFailing, "whk_other")).ShouldBeTrue();
    }

    private static WebhookEndpoint Endpoint(OrgId? org, string events = "", IReadOnlyList<string>? orgs = null) => new()
    {
        Id = Id,
        OrgId = org,
        Url = "https://hooks.example.com/",
        Events = events.Split(',', StringSplitOptions.RemoveEmptyEntries),
        Orgs = orgs ?? [],
        HeaderNames = [],
        Payload = WebhookPayload.Full,
        Signing = WebhookSigning.Hmac,
        SealedSecrets = [],
        MaxConcurrent = 5,
        Retries = [],
        CreatedAt = default,
        UpdatedAt = default,
        Lane = new() { WebhookId = Id },
    };

    private static OutboxEvent Happened(OrgId? org, string type, string subject = "user_1") =>
        new() { Id = default, OrgId = org, Type = type, Subject = subject, Actor = "system", Data = "{}", At = default };
}
