namespace CatalystAuth.Core.Attempts;

/// <summary>Keeps what is known of attempts, on all nodes and over restarts.</summary>
public interface IAttemptStore
{
    /// <summary>Reads what is known of these.</summary>
    Task<IReadOnlyList<AttemptCounter>> ListAsync(IReadOnlyList<string> subjects, CancellationToken cancellationToken);

    /// <summary>Holds these until the transaction ends, and gives each, those that were not known with nothing counted.</summary>
    /// <param name="subjects">In ordinal order.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task<IReadOnlyDictionary<string, AttemptCounter>> LockAsync(IReadOnlyList<string> subjects, CancellationToken cancellationToken);

    /// <summary>Forgets those whose last attempt was before a time and that are not trusted now; says how many.</summary>
    Task<int> RemoveAsync(DateTimeOffset before, DateTimeOffset now, int most, CancellationToken cancellationToken);
}
