namespace DeepMfg.AutoDiff.Learning;

/// <summary>A list that grows by pieces, so that growing copies nothing and what it holds is there at most twice at the end.</summary>
internal sealed class Chunks<T>
{
    private const int Size = 1 << 16;

    private readonly List<T[]> _full = [];
    private T[] _last = new T[16];
    private int _count;

    internal void Add(T item)
    {
        if (_count == _last.Length)
        {
            Grow();
        }

        _last[_count++] = item;
    }

    /// <summary>All items; the list is empty then.</summary>
    internal T[] ToArray()
    {
        var all = new T[(_full.Count * Size) + _count];
        for (int i = 0; i < _full.Count; i++)
        {
            _full[i].CopyTo(all, i * Size);
        }

        _last.AsSpan(0, _count).CopyTo(all.AsSpan(_full.Count * Size));
        _full.Clear();
        (_last, _count) = ([], 0);
        return all;
    }

    private void Grow()
    {
        if (_count == Size)
        {
            _full.Add(_last);
            (_last, _count) = (new T[Size], 0);
        }
        else
        {
            Array.Resize(ref _last, Math.Max(16, Math.Min(Size, 2 * _last.Length)));
        }
    }
}
