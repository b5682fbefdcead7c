using DeepMfg.AutoDiff.Generators.Infrastructure;

namespace DeepMfg.AutoDiff.Generators.IR;

/// <summary>A number in the structs of an array, which is storage of its own to the IR: no other number is in its places.</summary>
/// <param name="Struct">The struct.</param>
/// <param name="Names">The names that lead from an element to the number.</param>
/// <param name="IsInPlace">Whether an assignment can change it in its element; else the element is made anew.</param>
internal sealed record ElementMember(Shape Struct, EquatableArray<string> Names, bool IsInPlace);
