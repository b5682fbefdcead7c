using System.Linq.Expressions;
using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace DeepMfg.AutoDiff.Corpus.Harness;

/// <summary>The numbers that a value is made of: itself, or those of a tuple's items in order.</summary>
public static class Leaves
{
    /// <summary>The types of the leaves of a type; of a reference, those of what it refers to; none where the type holds no number.</summary>
    public static IReadOnlyList<Type> Of(Type type) => type switch
    {
        { IsByRef: true } => Of(type.GetElementType()!),
        _ when type == typeof(void) => [],
        _ when typeof(ITuple).IsAssignableFrom(type) => [.. type.GetGenericArguments().SelectMany(Of)],
        _ when IsKnown(type) => [.. Parts(type).SelectMany(_ => Of(type == typeof(Complex) ? typeof(double) : typeof(float)))],
        _ when type.IsPrimitive || type.IsEnum => [type],
        _ => [],
    };

    public static bool IsFloat(Type leaf) => leaf == typeof(double) || leaf == typeof(float);

    private static bool IsKnown(Type type) => type.Namespace == typeof(Complex).Namespace;

    /// <summary>The numbers of a vector, quaternion, matrix or complex number, in the order of its constructor's parameters.</summary>
    private static IEnumerable<string> Parts(Type type) => type == typeof(Complex) ? [nameof(Complex.Real), nameof(Complex.Imaginary)]
        : type.GetFields(BindingFlags.Instance | BindingFlags.Public).Select(field => field.Name);

    /// <summary>The leaves of a value, each as a <see cref="double"/>.</summary>
    public static IEnumerable<Expression> Read(Expression value)
    {
        Type type = value.Type;
        if (typeof(ITuple).IsAssignableFrom(type))
        {
            return type.GetFields().SelectMany(item => Read(Expression.Field(value, item)));
        }

        if (IsKnown(type))
        {
            return Parts(type).SelectMany(part => Read(Expression.PropertyOrField(value, part)));
        }

        Expression number = type == typeof(bool)
            ? Expression.Condition(value, Expression.Constant(1.0), Expression.Constant(0.0))
            : Expression.Convert(value, typeof(double));
        return [number];
    }

    /// <summary>A value from its leaves, the next of which is what <paramref name="next"/> gives.</summary>
    public static Expression Write(Type type, Func<Expression> next)
    {
        if (typeof(ITuple).IsAssignableFrom(type))
        {
            Type[] items = type.GetGenericArguments();
            return Expression.New(type.GetConstructor(items)!, [.. items.Select(item => Write(item, next))]);
        }

        if (IsKnown(type))
        {
            Type[] parts = [.. Of(type)];
            return Expression.New(type.GetConstructor(parts)!, [.. parts.Select(part => Write(part, next))]);
        }

        if (type == typeof(bool))
        {
            return Expression.NotEqual(next(), Expression.Constant(0.0));
        }

        Type number = type.IsEnum ? type.GetEnumUnderlyingType() : type;
        return Expression.Convert(Expression.Convert(next(), number), type);
    }
}
