using DeepMfg.AutoDiff.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>
/// What a call of a method may do with what it is given: bit i of a mask stands for what parameter i holds or refers to, and
/// <see cref="Self"/> for the receiver. Parameters beyond the sixty-first share a bit.
/// </summary>
/// <param name="Kept">What may be stored where it outlives the call and the caller does not look: fields, statics, what nobody knows.</param>
/// <param name="Into">For each bit, what may be stored in what it refers to.</param>
/// <param name="Behind">What may be stored in the objects that the receiver, a struct, refers to.</param>
/// <param name="Returned">What the result may hold or refer to.</param>
internal sealed record Summary(ulong Kept, EquatableArray<ulong> Into, ulong Behind, ulong Returned)
{
    public const int Self = 62;

    public static readonly Summary Nothing = new(0, new ulong[Self + 1].ToEquatableArray(), 0, 0);

    /// <summary>Of a method that nobody knows.</summary>
    public static readonly Summary Unknown = Nothing with { Kept = ulong.MaxValue, Returned = ulong.MaxValue, ReturnsOutside = true };

    /// <summary>Whether the result may be an object that others know.</summary>
    public bool ReturnsOutside { get; init; }

    /// <summary>The names of that into which something is stored.</summary>
    public EquatableArray<string> Where { get; init; } = [];

    public static int IndexOf(IParameterSymbol parameter) => IndexOf(parameter.Ordinal);

    public static int IndexOf(int ordinal) => Math.Min(ordinal, Self - 1);

    public static ulong Bit(int index) => 1UL << index;
}
