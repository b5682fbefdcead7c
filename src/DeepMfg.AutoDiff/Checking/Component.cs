using System.Globalization;
using System.Numerics;

namespace DeepMfg.AutoDiff;

/// <summary>How a part of a point is taken apart into numbers and put together again.</summary>
internal abstract class Component<T>
{
    /// <summary>The component for the type.</summary>
    /// <exception cref="NotSupportedException">There is none: the type is no number and no array of numbers.</exception>
    public static Component<T> Instance { get; } = Of(default(T) switch
    {
        double => new NumberComponent<double>(),
        float => new NumberComponent<float>(),
        _ when typeof(T) == typeof(double[]) => new ArrayComponent<double>(),
        _ when typeof(T) == typeof(float[]) => new ArrayComponent<float>(),
        _ when typeof(T) == typeof(double[][]) => new RowsComponent<double>(),
        _ when typeof(T) == typeof(float[][]) => new RowsComponent<float>(),
        _ when typeof(T) == typeof(double[,]) => new TableComponent<double>(),
        _ when typeof(T) == typeof(float[,]) => new TableComponent<float>(),
        _ => new OtherComponent<T>(),
    });

    /// <summary>Whether its numbers have the precision of <see cref="float"/>.</summary>
    public abstract bool IsSingle { get; }

    /// <summary>Appends the numbers.</summary>
    public abstract void Read(T value, List<double> numbers);

    /// <summary>A new value of the same shape, with the numbers that come next.</summary>
    public abstract T Make(T like, Queue<double> numbers);

    /// <summary>The numbers' names, from that of the part.</summary>
    public abstract IEnumerable<string> Names(string name, T value);

    private static Component<T> Of(object component) => (Component<T>)component;
}

internal sealed class NumberComponent<T> : Component<T>
    where T : INumber<T>
{
    public override bool IsSingle => typeof(T) == typeof(float);

    public override void Read(T value, List<double> numbers) => numbers.Add(double.CreateChecked(value));

    public override T Make(T like, Queue<double> numbers) => T.CreateChecked(numbers.Dequeue());

    public override IEnumerable<string> Names(string name, T value) => [name];
}

internal sealed class ArrayComponent<T> : Component<T[]>
    where T : INumber<T>
{
    public override bool IsSingle => typeof(T) == typeof(float);

    public override void Read(T[] value, List<double> numbers) => numbers.AddRange(value.Select(double.CreateChecked));

    public override T[] Make(T[] like, Queue<double> numbers) => [.. like.Select(_ => T.CreateChecked(numbers.Dequeue()))];

    public override IEnumerable<string> Names(string name, T[] value) =>
        value.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"{name}[{i}]"));
}

internal sealed class RowsComponent<T> : Component<T[][]>
    where T : INumber<T>
{
    private static readonly ArrayComponent<T> s_row = new();

    public override bool IsSingle => s_row.IsSingle;

    public override void Read(T[][] value, List<double> numbers)
    {
        foreach (T[] row in value)
        {
            s_row.Read(row, numbers);
        }
    }

    public override T[][] Make(T[][] like, Queue<double> numbers) => [.. like.Select(row => s_row.Make(row, numbers))];

    public override IEnumerable<string> Names(string name, T[][] value) =>
        value.SelectMany((row, i) => s_row.Names(string.Create(CultureInfo.InvariantCulture, $"{name}[{i}]"), row));
}

internal sealed class TableComponent<T> : Component<T[,]>
    where T : INumber<T>
{
    public override bool IsSingle => typeof(T) == typeof(float);

    public override void Read(T[,] value, List<double> numbers) => numbers.AddRange(value.Cast<T>().Select(double.CreateChecked));

    public override T[,] Make(T[,] like, Queue<double> numbers)
    {
#pragma warning disable CA1814 // What stands for an array of the user's has its shape.
        var made = new T[like.GetLength(0), like.GetLength(1)];
#pragma warning restore CA1814
        for (int i = 0; i < made.GetLength(0); i++)
        {
            for (int j = 0; j < made.GetLength(1); j++)
            {
                made[i, j] = T.CreateChecked(numbers.Dequeue());
            }
        }

        return made;
    }

    public override IEnumerable<string> Names(string name, T[,] value) =>
        from i in Enumerable.Range(0, value.GetLength(0))
        from j in Enumerable.Range(0, value.GetLength(1))
        select string.Create(CultureInfo.InvariantCulture, $"{name}[{i}, {j}]");
}

/// <summary>What is not differentiated with respect to.</summary>
internal sealed class OtherComponent<T> : Component<T>
{
    public override bool IsSingle => throw Refused();

    public override void Read(T value, List<double> numbers) => throw Refused();

    public override T Make(T like, Queue<double> numbers) => throw Refused();

    public override IEnumerable<string> Names(string name, T value) => throw Refused();

    private static NotSupportedException Refused() => new(
        $"{typeof(T)} is no number and no array of numbers; keep constants in a lambda, (x, y) => F(x, y, constant), "
        + "and check a model by GradientCheck.OfModel, m => F(m).");
}
