using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Transforms;

/// <summary>Where the derivatives of what storage holds are: for each active reference one to them, made where and as that is made.</summary>
internal static class Shadowing
{
    /// <summary>The shadow of a new reference.</summary>
    /// <param name="builder">Takes the statements that make it.</param>
    /// <param name="name">What to call it.</param>
    /// <param name="value">What makes the reference.</param>
    /// <param name="type">The shadow's type.</param>
    /// <param name="shadowOf">The shadow of a reference that the expression mentions.</param>
    public static Operand Of(Builder builder, string name, Expression value, IrType type, Func<Operand, Operand> shadowOf) => value switch
    {
        Alloc alloc => As(builder, name, builder.Let(name, alloc with { Type = type.Form == StorageForm.Array ? type : alloc.Type.Shadow() }), type),
        Slice slice => builder.Let(name, new Slice(shadowOf(slice.Storage), slice.Start, slice.Count, type)),
        View view => As(builder, name, shadowOf(view.Storage), type),
        Load load => As(builder, name, builder.Let(name, new Load(load.Cell with { Storage = shadowOf(load.Cell.Storage) })), type),
        _ => throw new InvalidOperationException($"{value} is no reference."),
    };

    /// <summary>The same storage in the form of a type.</summary>
    public static Operand As(Builder builder, string name, Operand reference, IrType type) =>
        reference.Type == type ? reference : builder.Let(name, new View(reference, type));

    /// <summary>Storage that is all zero, as long as another.</summary>
    public static Operand Zero(Builder builder, string name, Operand like, IrType type)
    {
        if (type.IsModel || type.Item is { IsStorage: true }) return builder.Let(name, new Alloc(type, [like], Contents.Zero));
        Operand[] sizes = [.. Enumerable.Range(0, type.Rank).Select(dimension => builder.Let("length", new Length(like, dimension)))];
        return As(builder, name, builder.Let(name, new Alloc(type.Shadow(), [.. sizes], Contents.Zero)), type);
    }

    /// <summary>The shadow of what a statement gives, of which there is none where it gives nothing.</summary>
    public static Operand Zero(Builder builder, string name, Statement? statement, Variable like, IrType type) =>
        statement is Opaque { Text.IsNothing: true } && type is { IsModel: false, Item.IsStorage: false }
        ? As(builder, name, builder.Let(name, new Alloc(type.Shadow(), [.. Enumerable.Repeat<Operand>(Constant.Of(0), type.Rank)], Contents.Zero)), type)
        : Zero(builder, name, like, type);

    /// <summary>The part of the second operand of a copy that it reaches, for another operand in its place.</summary>
    public static Operand Reached(Builder builder, Operand length, Operand target) =>
        builder.Let(((Variable)target).BaseName, new Slice(target, Constant.Of(0), length, target.Type));
}
