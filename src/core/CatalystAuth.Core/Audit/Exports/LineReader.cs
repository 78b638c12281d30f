namespace CatalystAuth.Core.Audit.Exports;

/// <summary>Reads a file line by line with a bound on what it holds. The memory of a line is good until the next one is read.</summary>
internal sealed class LineReader(Stream stream)
{
    /// <summary>The longest line, in bytes. A record's data is far below it.</summary>
    public const int MaxLength = 16 * 1024 * 1024;

    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;
    private int _searched;
    private bool _isAtEnd;

    /// <summary>The line, without its end.</summary>
    public ReadOnlyMemory<byte> Line { get; private set; }

    /// <summary>Its number, from 1; 0 before the first.</summary>
    public long Number { get; private set; }

    /// <summary>Whether the line is whole: what is cut off in the middle of a line has no line break there.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>Goes to the next line; false when there is none. One that is too long ends the reading, and is not whole.</summary>
    public async ValueTask<bool> MoveNextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var found = _buffer.AsSpan(_searched, _end - _searched).IndexOf((byte)'\n');
            if (found >= 0)
            {
                Take(_searched + found, isWhole: true);
                return true;
            }

            _searched = _end;
            if (_isAtEnd || _end - _start >= MaxLength)
            {
                if (_end == _start)
                {
                    return false;
                }

                _isAtEnd = true;
                Take(_end, isWhole: false);
                _start = _searched = _end;
                return true;
            }

            MakeRoom();
            var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
            _isAtEnd = read == 0;
            _end += read;
        }
    }

    private void Take(int end, bool isWhole)
    {
        Line = _buffer.AsMemory(_start, end - _start);
        Number++;
        IsWhole = isWhole;
        _start = _searched = Math.Min(end + 1, _end);
    }

    private void MakeRoom()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_searched, _end, _start) = (_searched - _start, _end - _start, 0);
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }
    }
}
