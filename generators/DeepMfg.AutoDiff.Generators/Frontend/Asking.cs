using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>Which of the members that a mark asks for cannot be made of a method, and what to write instead.</summary>
internal static class Asking
{
    /// <summary>The first that cannot be made: what it is and what to do; nothing where all can.</summary>
    public static (string What, string Instead)? Refused(IMethodSymbol method, IReadOnlyList<Parameter> parameters, Shape? result, Produce produce)
    {
        bool isObjective = produce.HasFlag(Produce.Objective);
        if (!isObjective && !produce.HasFlag(Produce.Jacobian)) return null;
        string what = isObjective ? "An objective" : "A Jacobian";
        if (parameters.Any(static parameter => parameter.Passing is Passing.Ref or Passing.Out))
        {
            return ($"{what} of a method with 'ref' or 'out' parameters", "return what it computes");
        }
        if (parameters.FirstOrDefault(static parameter => parameter.Shape.HasWhole) is { } structs)
        {
            string held = structs.Shape.Whole is not null ? "the array of structs" : "arrays of structs in";
            return ($"{what} of a method of {held} '{structs.Name}'", "pass an array for each of their members");
        }
        if (result is null or { HasFloat: false }) return ($"{what} of a method without a result of real numbers", "return what it computes");
        IrType scalar = Scalar(result.Leaves().First(static leaf => leaf.IsReal).Leaf!);
        IEnumerable<Shape> shapes = parameters.Where(static parameter => parameter.Differentiable).Select(static parameter => parameter.Shape).Append(result);
        if (Numbers(shapes).Any(type => type != scalar))
        {
            return ($"{what} of numbers of two types", "use 'float' or 'double' throughout");
        }
        return isObjective ? RefusedObjective(method, parameters, result) : null;
    }

    private static (string What, string Instead)? RefusedObjective(IMethodSymbol method, IReadOnlyList<Parameter> parameters, Shape result)
    {
        if (method.Name is "Count" or "Residuals" or "Jacobian" or "ValueAndGradient")
        {
            return ($"An objective of a method named '{method.Name}', as a member of every objective is,", "give it another name");
        }
        if (!method.IsStatic)
        {
            return ("An objective of an instance method", "make it static, with the object behind the parameter to be found");
        }
        if (parameters[0] is not { Differentiable: true, Shape.Leaf: { IsFloat: true } or { IsVector: true } })
        {
            return ($"An objective in '{parameters[0].Name}', which is its first parameter", "begin with what is to be found: a number, an array or a span");
        }
        return result.Leaf is { IsFloat: true } or { IsVector: true } ? null
            : ("An objective of this result", "return a number to be made small, or an array of residuals");
    }

    private static IEnumerable<IrType> Numbers(IEnumerable<Shape> shapes) =>
        shapes.SelectMany(static shape => shape.Leaves()).Where(static leaf => leaf.IsReal).Select(static leaf => Scalar(leaf.Leaf!));

    private static IrType Scalar(IrType type) => type.Item is { } item ? Scalar(item) : type;
}
