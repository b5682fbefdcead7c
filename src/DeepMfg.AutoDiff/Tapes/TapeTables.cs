#pragma warning disable CA1814 // What stands for an array of the user's has its shape.
namespace DeepMfg.AutoDiff;

/// <summary>A thread's arrays of two dimensions: those that are in use, in the order in which they were taken, and those that are not.</summary>
internal sealed class TapeTables
{
    private readonly List<(Array Table, int Rows, int Columns)> _taken = [];
    private readonly Dictionary<(Type Element, int Rows, int Columns), Waiting> _free = [];

    internal int Taken => _taken.Count;

    internal T[,] Take<T>(int rows, int columns)
        where T : unmanaged
    {
        T[,]? table = null;
        lock (_free)
        {
            if (_free.TryGetValue((typeof(T), rows, columns), out Waiting? free) && free.Tables.Count > 0)
            {
                table = (T[,])free.Tables.Pop();
            }
        }

        table ??= new T[rows, columns];
        _taken.Add((table, rows, columns));
        return table;
    }

    /// <summary>Gives back all but the first so many.</summary>
    internal void Release(int count)
    {
        for (int i = _taken.Count - 1; i >= count; i--)
        {
            (Array table, int rows, int columns) = _taken[i];
            (Type, int, int) key = (table.GetType().GetElementType()!, rows, columns);
            lock (_free)
            {
                if (!_free.TryGetValue(key, out Waiting? free))
                {
                    _free.Add(key, free = new Waiting());
                }

                free.Tables.Push(table);
                free.Used = TapeTrimming.UsedSince;
            }
        }

        _taken.RemoveRange(count, _taken.Count - count);
    }

    /// <summary>Forgets those that are not in use.</summary>
    internal void Trim()
    {
        lock (_free)
        {
            _free.Clear();
        }
    }

    /// <summary>Forgets those that are not in use and of whose shape none has been for as long as a thread keeps them; on any thread.</summary>
    /// <param name="now">The system's clock in milliseconds.</param>
    internal void TrimUnused(long now)
    {
        lock (_free)
        {
            foreach (((Type, int, int) shape, Waiting free) in _free)
            {
                if (free.Used == TapeTrimming.UsedSince)
                {
                    free.Used = now;
                }
                else if (free.Used <= now - TapeTrimming.Kept)
                {
                    // Removing does not disturb the enumeration of a dictionary.
                    _free.Remove(shape);
                }
            }
        }
    }

    /// <summary>Tables of one shape that are not in use, and when a look first found that one had been.</summary>
    private sealed class Waiting
    {
        internal Stack<Array> Tables { get; } = [];

        internal long Used { get; set; }
    }
}
