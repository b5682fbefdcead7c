using System.Diagnostics.CodeAnalysis;

namespace DeepMfg.AutoDiff;

// A model's numbers one after the other: what is put or taken moves the span on.
public static partial class ModelLeaves
{
    /// <summary>Refuses a span that has not one place for each number.</summary>
    /// <param name="length">The span's length.</param>
    /// <param name="count">How many numbers the model has.</param>
    /// <param name="model">The model's type.</param>
    /// <param name="parameter">The span's name.</param>
    /// <exception cref="ArgumentException">The two differ.</exception>
    public static void RequireLength(int length, int count, string model, string parameter)
    {
        if (length != count) throw new ArgumentException($"This {model} has {count} numbers, not {length}.", parameter);
    }

    /// <summary>Writes a number.</summary>
    /// <param name="number">The number.</param>
    /// <param name="destination">Where to.</param>
    /// <typeparam name="T">The type of the numbers.</typeparam>
    public static void Put<T>(T number, ref Span<T> destination)
    {
        destination[0] = number;
        destination = destination[1..];
    }

    /// <summary>Writes the numbers of an array.</summary>
    /// <param name="array">An array of any rank.</param>
    /// <param name="destination">Where to.</param>
    /// <typeparam name="T">The type of the numbers.</typeparam>
    public static void Put<T>(Array? array, ref Span<T> destination)
    {
        Span<T> numbers = Numbers<T>(array);
        numbers.CopyTo(destination);
        destination = destination[numbers.Length..];
    }

    /// <summary>Reads a number.</summary>
    /// <param name="values">Where from.</param>
    /// <typeparam name="T">The type of the numbers.</typeparam>
    /// <returns>The number.</returns>
    public static T Take<T>(ref ReadOnlySpan<T> values)
    {
        T number = values[0];
        values = values[1..];
        return number;
    }

    /// <summary>Reads the numbers of an array.</summary>
    /// <param name="like">An array of the shape.</param>
    /// <param name="values">Where from.</param>
    /// <typeparam name="TArray">The array's type.</typeparam>
    /// <typeparam name="T">The type of the numbers.</typeparam>
    /// <returns>The new array.</returns>
    [return: NotNullIfNotNull(nameof(like))]
    public static TArray? Take<TArray, T>(TArray? like, ref ReadOnlySpan<T> values)
        where TArray : class
    {
        TArray? array = Copy(like);
        Span<T> numbers = Numbers<T>((Array?)(object?)array);
        values[..numbers.Length].CopyTo(numbers);
        values = values[numbers.Length..];
        return array;
    }
}
