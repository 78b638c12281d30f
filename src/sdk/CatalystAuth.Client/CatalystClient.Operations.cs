using CatalystAuth.Contracts.Audit;
using CatalystAuth.Contracts.Decisions;
using CatalystAuth.Contracts.Entitlements;
using CatalystAuth.Contracts.Events;
using CatalystAuth.Contracts.Policies;
using CatalystAuth.Contracts.Setup;
using CatalystAuth.Contracts.SigningKeys;
using CatalystAuth.Contracts.Webhooks;

namespace CatalystAuth.Client;

// What operators and those who watch need.
public sealed partial class CatalystClient
{
    /// <summary>What would be decided, and why.</summary>
    /// <example>
    /// Would Bob get in on Sunday, and if not, why?
    /// <code>
    /// var answer = (await catalyst.Policies.EvaluateAsync(new()
    /// {
    ///     App = app.Id, Path = "/reports", Subject = bob.UserId.ToString(), At = sunday,
    /// })).Value;
    /// Console.WriteLine(answer.Allowed ? "Yes" : $"No: {answer.Clause}");
    /// </code>
    /// </example>
    public IPolicies Policies { get; }

    /// <summary>Forward-auth decisions.</summary>
    /// <example>
    /// Why was a request refused? Its answer names the decision in <c>X-Decision-ID</c>:
    /// <code>
    /// var decision = await catalyst.Decisions.GetAsync(DecisionId.Parse(id, null));
    /// Console.WriteLine(decision.Match(found => $"{found.Reason}: {found.Clause}", error => error.Message));
    /// </code>
    /// </example>
    public IDecisions Decisions { get; }

    /// <summary>What happened, in order and from any point again.</summary>
    /// <example>
    /// Deal with everything, and wait for more. What the cursor has passed was dealt with:
    /// <code>
    /// for (var cursor = LoadCursor(); ; SaveCursor(cursor))
    /// {
    ///     var page = (await catalyst.Events.ReadAsync(new(org.Id, cursor, ["member.*"], Wait: 30))).Value;
    ///     await HandleAsync(page.Items);
    ///     cursor = page.Cursor;
    /// }
    /// </code>
    /// </example>
    public IEvents Events { get; }

    /// <summary>Who did what to what, when and from where.</summary>
    /// <example>
    /// <code>
    /// var removals = await catalyst.Audit.SearchAsync(new(org.Id, Action: "member.removed", From: monday));
    /// </code>
    /// </example>
    public IAudit Audit { get; }

    /// <summary>Where events are sent to.</summary>
    /// <example>
    /// <code>
    /// var made = await catalyst.Webhooks.CreateAsync(org.Id, new("https://hooks.example.com/catalyst", ["member.*"]));
    /// SaveSecret(made.Value.Secret!); // shown this once
    /// var attempt = await catalyst.Webhooks.TestAsync(made.Value.Id);
    /// </code>
    /// </example>
    public IWebhooks Webhooks { get; }

    /// <summary>What was sent to webhooks, and what has to be sent again.</summary>
    /// <example>
    /// After an outage of the receiver:
    /// <code>
    /// var recovered = await catalyst.WebhookDeliveries.RecoverAsync(webhook.Id, new(Since: lastNight));
    /// </code>
    /// </example>
    public IWebhookDeliveries WebhookDeliveries { get; }

    /// <summary>The keys that sign tokens; for platform admins.</summary>
    /// <example>
    /// Ahead of the schedule, e.g. when somebody who could read the database leaves:
    /// <code>
    /// var next = await catalyst.SigningKeys.RotateAsync(new());
    /// </code>
    /// </example>
    public ISigningKeys SigningKeys { get; }

    /// <summary>The first platform admin. The client acts for them afterwards.</summary>
    /// <example>
    /// <code>
    /// var admin = await catalyst.Setup.CompleteAsync(new(setupToken, "admin@example.com", password, "Ada"));
    /// </code>
    /// </example>
    public ISetup Setup { get; }

    /// <summary>The plans of the installation.</summary>
    /// <example>
    /// Look at what a price list would change, then change it:
    /// <code>
    /// var told = (await catalyst.Plans.ImportAsync(document, dryRun: true)).Value;
    /// await catalyst.Plans.ImportAsync(document);
    /// </code>
    /// </example>
    public IPlans Plans { get; }

    /// <summary>What organisations are subscribed to, and what is overridden for them and for users.</summary>
    /// <example>
    /// <code>
    /// await catalyst.Entitlements.SetAsync(org.Id, new("pro", ExpiresAt: paidUntil, Features: [new("beta", ExpiresAt: nextMonth)]));
    /// </code>
    /// </example>
    public IEntitlements Entitlements { get; }

    /// <summary>What organisations use of their limits.</summary>
    /// <example>
    /// One report less this month, or a refusal that says how many there were:
    /// <code>
    /// var left = await catalyst.Usage.ConsumeAsync(org.Id, "reports", new());
    /// </code>
    /// </example>
    public IUsage Usage { get; }
}
