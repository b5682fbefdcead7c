using System.Numerics;
using System.Reflection;
using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.Interpreter;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;
using DeepMfg.AutoDiff.Generators.Transforms;
using DeepMfg.AutoDiff.Generators.Transforms.Reverse;

namespace DeepMfg.AutoDiff.Generators.Tests.Rules;

/// <summary>The table of .NET's vectors, matrices, quaternions and complex numbers tests itself, against the platform and against differences.</summary>
public class KnownMemberTests
{
    private const int Points = 4;

    /// <summary>What the formulas of a dozen operations lose, in the type of the member's numbers.</summary>
    private const double FloatRounding = 2e-5, DoubleRounding = 1e-9;

    private static readonly Type[] s_types =
        [typeof(Vector2), typeof(Vector3), typeof(Vector4), typeof(Quaternion), typeof(Matrix3x2), typeof(Matrix4x4), typeof(Complex)];

    private static IEnumerable<MethodBase> Members => s_types.SelectMany(type => type
        .GetMembers(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly).OfType<MethodBase>());

    [Fact]
    public void Every_public_member_is_in_the_table_or_refused()
    {
        Assert.Equal(KnownTypes.All.Select(type => type.Name), s_types.Select(type => type.Name));
        Assert.Empty(Members.Where(member => !IsDecided(member)).Select(member => $"{member.DeclaringType!.Name}.{member}"));
    }

    [Fact]
    public void No_row_and_no_refusal_is_left_over()
    {
        HashSet<KnownMember> rows = [.. Members.Select(RowOf).OfType<KnownMember>()];
        Assert.Empty(KnownMembers.All.Where(row => !rows.Contains(row)).Select(Text));
        Assert.All(RefusedMembers.Names, name => Assert.Contains(Members, member => member.Name == name && RowOf(member) is null));
    }

    [Fact]
    public void Values_are_those_of_the_platform_to_the_bit_where_the_table_says_so()
    {
        List<string> mistakes = [];
        foreach ((KnownMember row, MethodBase member) in Rows())
        {
            Executable executable = Executable.Of(row.ToFunction("f"));
            foreach (double[] at in PointsOf(row))
            {
                double[] expected = Call(row, member, at), actual = [.. Run(executable, at)];
                double size = Math.Max(1, expected.Max(Math.Abs));
                double allowed = row.IsExact ? 0 : size * (row.Home.Scalar == IrType.Float32 ? FloatRounding : DoubleRounding);
                int wrong = Enumerable.Range(0, expected.Length).FirstOrDefault(i => !IsNear(expected[i], actual[i], allowed), -1);
                if (wrong >= 0) mistakes.Add($"{Text(row)} at {string.Join(", ", at)} in result {wrong}: {actual[wrong]:R}, the platform {expected[wrong]:R}");
            }
        }
        Assert.True(mistakes.Count == 0, string.Join("\n", mistakes));
    }

    [Fact]
    public void Derivatives_agree_with_differences_and_modes_with_each_other()
    {
        List<string> mistakes = [];
        foreach ((KnownMember row, _) in Rows())
        {
            Function function = InDouble(row.ToFunction("f"));
            bool[] results = [.. function.Body.Yield.Select(value => value.Type.IsFloat)];
            Activation activation = new([.. function.Parameters.Select(_ => true)], new(results));
            Companions companions = new([.. results.Select(_ => (string?)"cotangent")], [.. function.Parameters.Select(_ => false)]);
            Executable primal = Executable.Of(function), forward = Executable.Of(Checked(Jvp.Of(function, activation))),
                reverse = Executable.Of(Checked(Vjp.Of(function, activation, companions)));
            foreach (double[] at in PointsOf(row))
            {
                Random random = new(at.Length);
                double[] tangents = [.. at.Select(_ => random.NextDouble() - 0.5)];
                double[] dots = [.. Run(forward, [.. at, .. tangents]).Skip(results.Length)];
                double[] cotangents = [.. dots.Select(_ => random.NextDouble() - 0.5)];
                double[] bars = [.. Run(reverse, [.. at, .. cotangents]).Skip(results.Length)];
                double pushed = dots.Zip(cotangents, (dot, bar) => dot * bar).Sum(), pulled = bars.Zip(tangents, (bar, dot) => bar * dot).Sum();
                if (!IsNear(pushed, pulled, 1e-9 * Math.Max(1, Math.Abs(pushed)))) mistakes.Add($"{Text(row)}: forward {pushed}, reverse {pulled}");
                (double expected, double error) = Differences.AtZero(
                    h => Run(primal, [.. at.Zip(tangents, (x, dot) => x + h * dot)]).Where((_, i) => results[i]).Zip(cotangents, (y, bar) => y * bar).Sum(), 0.02);
                if (IsNear(pushed, expected, 10 * error + 1e-9 * Math.Max(1, Math.Abs(expected)))) continue;
                mistakes.Add($"{Text(row)} at {string.Join(", ", at)}: {pushed}, differences {expected} ± {error}");
            }
        }
        Assert.True(mistakes.Count == 0, string.Join("\n", mistakes));
    }

    private static bool IsNear(double x, double y, double allowed) => x.Equals(y) || Math.Abs(x - y) <= allowed;

    private static IEnumerable<(KnownMember Row, MethodBase Member)> Rows() =>
        Members.Select(member => (Row: RowOf(member), member)).Where(pair => pair.Row is not null).Select(pair => (pair.Row!, pair.member));

    private static KnownMember? RowOf(MethodBase member) => KnownMembers.Get(member.DeclaringType!.Name, member.Name,
        [.. HasReceiver(member) ? [member.DeclaringType.Name] : (string[])[], .. Parameters(member).Select(parameter => parameter.ParameterType.Name)]);

    /// <summary>A constant, a comparison, a text and what is refused have no row.</summary>
    private static bool IsDecided(MethodBase member)
    {
        if (RowOf(member) is not null || RefusedMembers.Instead(member.Name) is not null) return true;
        if (member is MethodInfo { IsStatic: true } && member.GetParameters().Length == 0) return true;
        if (KnownTypes.Get(member.DeclaringType!.Name)!.Parts.Any(part => member.Name == "get_" + part)) return true;
        return (member as MethodInfo)?.ReturnType is { } type && (type == typeof(bool) || type == typeof(int) || type == typeof(string));
    }

    private static bool HasReceiver(MethodBase member) => !member.IsStatic && !member.IsConstructor;

    private static IEnumerable<ParameterInfo> Parameters(MethodBase member) => member.GetParameters().Where(parameter => !parameter.IsOut);

    private static string Text(KnownMember row) => $"{row.Home.Name}.{row.Name}({string.Join(", ", row.Inputs.Select(input => input.Name))})";

    private static Function InDouble(Function function) => Checked(
        Parser.Parse(Printer.Print(new Program(function with { Rule = null }, [])).Replace("f32", "f64", StringComparison.Ordinal)).Main);

    private static Function Checked(Function function)
    {
        Verifier.Check(function);
        return function;
    }

    private static IEnumerable<double> Run(Executable executable, double[] inputs)
    {
        Evaluation evaluation = executable.Run([.. inputs.Select(BitConverter.DoubleToInt64Bits)]);
        Assert.Equal(EvaluationStatus.Finished, evaluation.Status);
        return evaluation.Results.Select(static bits => bits is 0 or 1 ? bits : BitConverter.Int64BitsToDouble(bits));
    }

    /// <summary>Numbers of the member's type, inside its domain: positive ones for logarithms, bounds in order.</summary>
    private static IEnumerable<double[]> PointsOf(KnownMember row)
    {
        Random random = new(row.Name.Length);
        for (int i = 0; i < Points; i++)
        {
            yield return
            [
                .. row.Inputs.SelectMany((input, number) => Enumerable.Range(0, input.Count).Select(_ =>
                {
                    (double low, double high) = DomainOf(row.Name, number);
                    double x = low + (high - low) * random.NextDouble();
                    return input.Scalar == IrType.Float32 ? (float)x : x;
                })),
            ];
        }
    }

    private static (double Low, double High) DomainOf(string name, int input) => name switch
    {
        "Log" or "Log2" or "Log10" or "SquareRoot" => (0.2, 3),
        "CreatePerspective" or "CreatePerspectiveFieldOfView" => input == 3 ? (6, 9) : (0.5, 2),
        "CreatePerspectiveOffCenter" or "CreateOrthographicOffCenter" => (0.5 + 2 * input, 1.5 + 2 * input),
        "Clamp" or "ClampNative" => input switch { 0 => (-1, 1), 1 => (-3, -2), _ => (2, 3) },
        _ => (-2, 2),
    };

    private static double[] Call(KnownMember row, MethodBase member, double[] at)
    {
        Queue<double> numbers = new(at);
        object? receiver = HasReceiver(member) ? Make(member.DeclaringType!) : null;
        object?[] arguments = [.. member.GetParameters().Select(parameter => parameter.IsOut ? null : Make(parameter.ParameterType))];
        object? returned = member is ConstructorInfo constructor ? constructor.Invoke(arguments) : member.Invoke(receiver, arguments);
        IEnumerable<object?> results = [returned, .. member.GetParameters().Where(parameter => parameter.IsOut).Select(parameter => arguments[parameter.Position])];
        if (member is MethodInfo { ReturnType: var type } && type == typeof(void)) results = [receiver];
        return [.. results.Zip(row.Results, (result, type) => Leaves(result!, type)).SelectMany(leaves => leaves)];

        object Make(Type type)
        {
            if (KnownTypes.Get(type.Name) is not { } known) return Convert.ChangeType(numbers.Dequeue(), type, null);
            return Activator.CreateInstance(type, [.. known.Parts.Select(_ => Convert.ChangeType(numbers.Dequeue(), known.Scalar == IrType.Float32 ? typeof(float) : typeof(double), null))])!;
        }
    }

    private static IEnumerable<double> Leaves(object value, KnownType type) => type.Parts.IsEmpty ? [Convert.ToDouble(value, null)]
        : type.Parts.Select(part => Convert.ToDouble(value.GetType().GetField(part)?.GetValue(value) ?? value.GetType().GetProperty(part)!.GetValue(value), null));
}
