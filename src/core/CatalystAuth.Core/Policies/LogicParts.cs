using CatalystAuth.Contracts.Policies;

namespace CatalystAuth.Core.Policies;

/// <summary>Nothing is asked for.</summary>
internal sealed class Everybody : PolicyTree
{
    public override string Kind => "public";

    public override Holding Ask(PolicySubject subject, PolicyContext context) => Holding.Yes;
}

/// <summary>What nobody can know.</summary>
internal sealed class NotKnown(string what) : PolicyTree
{
    public override string Kind => what;

    public override Holding Ask(PolicySubject subject, PolicyContext context) => Holding.Unknown;
}

/// <summary>The least of its parts.</summary>
internal sealed class AllOf(PolicyTree[] parts) : PolicyTree
{
    public override string Kind => "all";

    public override IReadOnlyList<PolicyTree> Parts => parts;

    public override bool DependsOnRequest { get; } = parts.Any(part => part.DependsOnRequest);

    public override Holding Ask(PolicySubject subject, PolicyContext context)
    {
        var least = Holding.Yes;
        foreach (var part in parts)
        {
            var holding = part.Ask(subject, context);
            if (holding == Holding.No)
            {
                return Holding.No;
            }

            least = holding < least ? holding : least;
        }

        return least;
    }
}

/// <summary>The most of its parts.</summary>
internal sealed class AnyOf(PolicyTree[] parts) : PolicyTree
{
    public override string Kind => "any";

    public override IReadOnlyList<PolicyTree> Parts => parts;

    public override bool DependsOnRequest { get; } = parts.Any(part => part.DependsOnRequest);

    public override Holding Ask(PolicySubject subject, PolicyContext context)
    {
        var most = Holding.No;
        foreach (var part in parts)
        {
            var holding = part.Ask(subject, context);
            if (holding == Holding.Yes)
            {
                return Holding.Yes;
            }

            most = holding > most ? holding : most;
        }

        return most;
    }
}

/// <summary>The opposite of its part; of what is not known there is none.</summary>
internal sealed class NoneOf(PolicyTree part) : PolicyTree
{
    private readonly PolicyTree[] _parts = [part];

    public override string Kind => "not";

    public override IReadOnlyList<PolicyTree> Parts => _parts;

    public override bool DependsOnRequest { get; } = part.DependsOnRequest;

    public override Holding Ask(PolicySubject subject, PolicyContext context) => part.Ask(subject, context) switch
    {
        Holding.Yes => Holding.No,
        Holding.No => Holding.Yes,
        _ => Holding.Unknown,
    };
}
