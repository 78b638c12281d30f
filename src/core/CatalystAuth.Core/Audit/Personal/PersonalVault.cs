using CatalystAuth.Contracts.Audit;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Audit.Personal;

/// <summary>Keeps the personal values of records, each under the key of whom it is about, and opens them again while that key is there.</summary>
public sealed class PersonalVault(IPersonalStore store, SubjectKeys keys, IUnitOfWork unitOfWork)
{
    private readonly List<(AuditId Record, string Subject, List<PersonalValue> Values)> _waiting = [];

    /// <summary>Keeps the values of a record, in the current unit of work: they are sealed together before its commit.</summary>
    internal void Keep(AuditId record, IReadOnlyDictionary<string, List<PersonalValue>> values)
    {
        if (values.Count == 0)
        {
            return;
        }

        if (unitOfWork.BeforeCommit(SealAsync))
        {
            // Of a work that did not commit.
            _waiting.Clear();
        }

        _waiting.AddRange(values.Select(about => (record, about.Key, about.Value)));
    }

    /// <summary>The values of records that can still be opened.</summary>
    internal async Task<ILookup<AuditId, PersonalValue>> OpenAsync(IReadOnlyCollection<AuditRecord> records, CancellationToken cancellationToken)
    {
        var opened = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        var found = await store.ListAsync([.. records.Select(record => record.Id)], cancellationToken).ConfigureAwait(false);
        return found.SelectMany(item => PersonalSeal.Open(Key(item.Key), item.Values).Select(value => (item.Values.RecordId, Value: value)))
            .ToLookup(item => item.RecordId, item => item.Value);

        byte[] Key(SubjectKey stored) =>
            opened.TryGetValue(stored.Subject, out var key) ? key : opened[stored.Subject] = keys.Open(stored);
    }

    /// <summary>Loses the keys of subjects for good, and all that they sealed; in the current unit of work.</summary>
    public async Task EraseAsync(IReadOnlyCollection<string> subjects, CancellationToken cancellationToken)
    {
        await store.EraseAsync(subjects, cancellationToken).ConfigureAwait(false);
        unitOfWork.AfterCommit(() => keys.Forget(subjects));
    }

    private async Task SealAsync(CancellationToken cancellationToken)
    {
        var subjects = _waiting.Select(item => item.Subject).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var found = await FindKeysAsync(subjects, cancellationToken).ConfigureAwait(false);
        foreach (var (record, subject, values) in _waiting)
        {
            store.Add(PersonalSeal.Seal(found[subject], record, subject, values));
        }

        _waiting.Clear();
    }

    private async Task<Dictionary<string, byte[]>> FindKeysAsync(List<string> subjects, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        var missing = new List<string>();
        foreach (var subject in subjects)
        {
            if (keys.TryFind(subject, out var key))
            {
                found.Add(subject, key);
            }
            else
            {
                missing.Add(subject);
            }
        }

        await LoadAsync(missing, found, cancellationToken).ConfigureAwait(false);

        // In order, so that two who make the same ones do not wait for each other.
        foreach (var subject in missing.Where(subject => !found.ContainsKey(subject)).ToList())
        {
            var (key, stored) = keys.Make(subject);
            if (await store.TryAddKeyAsync(stored, cancellationToken).ConfigureAwait(false))
            {
                found.Add(subject, key);
                unitOfWork.AfterCommit(() => keys.Hold(subject, key));
            }
        }

        // Where another was faster its key is the one.
        await LoadAsync([.. missing.Where(subject => !found.ContainsKey(subject))], found, cancellationToken).ConfigureAwait(false);
        return found;
    }

    private async Task LoadAsync(List<string> subjects, Dictionary<string, byte[]> found, CancellationToken cancellationToken)
    {
        if (subjects.Count == 0)
        {
            return;
        }

        foreach (var stored in await store.ListKeysAsync(subjects, cancellationToken).ConfigureAwait(false))
        {
            var key = keys.Open(stored);
            found.Add(stored.Subject, key);
            keys.Hold(stored.Subject, key);
        }
    }
}
