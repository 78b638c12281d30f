using CatalystAuth.Contracts.Audit;

namespace CatalystAuth.Client.Audit;

/// <summary>Counts the records of an export as its bytes go by.</summary>
internal sealed class RecordCounter(string format)
{
    // {"seq": begins the line of a record; the lines of the head, of checkpoints and of the end begin otherwise.
    private const int TellingByte = 2;

    private readonly bool _isCsv = format == AuditFormats.Csv;
    private long _column;
    private bool _quoted;
    private bool _isRecord;
    private bool _headPassed;

    public long Records { get; private set; }

    public void Count(ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            if (_isCsv ? IsEndOfRow(value) : IsEndOfRecordLine(value))
            {
                Records++;
            }
        }
    }

    // The first row names the columns. A quoted cell may have line breaks in it.
    private bool IsEndOfRow(byte value)
    {
        _quoted ^= value == '"';
        if (value != '\n' || _quoted)
        {
            return false;
        }

        var isRecord = _headPassed;
        _headPassed = true;
        return isRecord;
    }

    private bool IsEndOfRecordLine(byte value)
    {
        if (value != '\n')
        {
            _isRecord |= _column++ == TellingByte && value == 's';
            return false;
        }

        var isRecord = _isRecord;
        (_column, _isRecord) = (0, false);
        return isRecord;
    }
}
