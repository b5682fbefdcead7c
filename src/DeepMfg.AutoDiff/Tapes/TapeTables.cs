#pragma warning disable CA1814 // What stands for an array of the user's has its shape.
namespace DeepMfg.AutoDiff;

/// <summary>A thread's arrays of two dimensions: those that are in use, in the order in which they were taken, and those that are not.</summary>
internal sealed class TapeTables
{
    private readonly List<(Array Table, int Rows, int Columns)> _taken = [];
    private readonly Dictionary<(Type Element, int Rows, int Columns), Stack<Array>> _free = [];

    internal int Taken => _taken.Count;

    internal T[,] Take<T>(int rows, int columns)
        where T : unmanaged
    {
        T[,] table = _free.TryGetValue((typeof(T), rows, columns), out Stack<Array>? free) && free.Count > 0 ? (T[,])free.Pop() : new T[rows, columns];
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
            if (!_free.TryGetValue(key, out Stack<Array>? free))
            {
                _free.Add(key, free = new Stack<Array>());
            }

            free.Push(table);
        }

        _taken.RemoveRange(count, _taken.Count - count);
    }

    /// <summary>Forgets those that are not in use.</summary>
    internal void Trim() => _free.Clear();
}
