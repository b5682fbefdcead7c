using System.Linq.Expressions;
using System.Reflection;

namespace DeepMfg.AutoDiff.Corpus.Harness;

/// <summary>
/// Calls a method with arguments from one array, and writes to another the leaves of its result, then those of its <c>ref</c> and
/// <c>out</c> parameters. Allocates nothing itself.
/// </summary>
public delegate void FlatCall(double[] input, double[] output);

/// <summary>Makes a <see cref="FlatCall"/> of any method whose parameters are numbers, tuples of them, or given constants.</summary>
public static class FlatCalls
{
    public static FlatCall Compile(MethodInfo method, object? receiver, IReadOnlyDictionary<string, object> constants)
    {
        var input = Expression.Parameter(typeof(double[]), "input");
        var output = Expression.Parameter(typeof(double[]), "output");
        int read = 0, written = 0;
        List<ParameterExpression> locals = [];
        List<Expression> statements = [];
        List<Expression> arguments = [];
        List<Expression> results = [];
        foreach (ParameterInfo parameter in method.GetParameters())
        {
            if (constants.TryGetValue(parameter.Name!, out object? constant))
            {
                arguments.Add(Expression.Constant(constant, parameter.ParameterType));
                continue;
            }

            Type type = parameter.ParameterType.IsByRef ? parameter.ParameterType.GetElementType()! : parameter.ParameterType;
            ParameterExpression local = Expression.Variable(type, parameter.Name);
            locals.Add(local);
            arguments.Add(local);
            if (!parameter.IsOut)
            {
                statements.Add(Expression.Assign(local, Leaves.Write(type, Next)));
            }

            if (parameter.ParameterType.IsByRef && !parameter.IsIn)
            {
                results.AddRange(Leaves.Read(local));
            }
        }

        Expression call = Expression.Call(receiver is null ? null : Expression.Constant(receiver), method, arguments);
        if (method.ReturnType != typeof(void))
        {
            ParameterExpression result = Expression.Variable(method.ReturnType);
            locals.Add(result);
            call = Expression.Assign(result, call);
            results.InsertRange(0, Leaves.Read(result));
        }

        statements.Add(call);
        statements.AddRange(results.Select(leaf => Expression.Assign(At(output, written++), leaf)));
        statements.Add(Expression.Empty());
        return Expression.Lambda<FlatCall>(Expression.Block(locals, statements), input, output).Compile();

        Expression Next() => At(input, read++);
    }

    private static IndexExpression At(Expression array, int index) => Expression.ArrayAccess(array, Expression.Constant(index));
}
