using System.Reflection;

namespace DeepMfg.AutoDiff.Corpus.Harness;

/// <summary>A marked method of the corpus, and what was generated for it.</summary>
public sealed class CorpusMethod
{
    private const BindingFlags Declared =
        BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private CorpusMethod(MethodInfo primal) => Primal = primal;

    /// <summary>Every marked method of this assembly, by name.</summary>
    public static IReadOnlyList<CorpusMethod> All { get; } =
    [
        .. typeof(CorpusMethod).Assembly.GetTypes()
            .Select(Closed)
            // Methods over arrays are called by cases of their own.
            .Where(type => type.Namespace != typeof(Arrays.ArrayCase).Namespace)
            .SelectMany(type => type.GetMethods(Declared))
            .Where(method => method.IsDefined(typeof(DifferentiableAttribute)))
            .Select(method => new CorpusMethod(method))
            .OrderBy(method => method.Name, StringComparer.Ordinal),
    ];

    public MethodInfo Primal { get; }

    /// <summary>Type, method and parameters: <c>Physics.Arrhenius(temperature, activation)</c>.</summary>
    public string Name => $"{Primal.DeclaringType!.Name}.{Primal.Name}({string.Join(", ", Parameters.Select(p => p.Name))})";

    public IReadOnlyList<ParameterInfo> Parameters => Primal.GetParameters();

    /// <summary>The parameters with derivatives, <c>out</c> ones included.</summary>
    public IReadOnlyList<ParameterInfo> Differentiable => [.. Parameters.Where(IsDifferentiable)];

    /// <summary>Whether any number is in single precision.</summary>
    public bool IsSingle => Parameters.Select(p => p.ParameterType).Append(Primal.ReturnType).SelectMany(Leaves.Of).Contains(typeof(float));

    public Derivatives Produce => Mark.Produce;

    /// <summary>An instance to call the method on, or none for a static one.</summary>
    public object? Receiver => Primal.IsStatic ? null : Activator.CreateInstance(Primal.DeclaringType!);

    public IReadOnlyList<CorpusSample> Samples =>
        [.. Primal.GetCustomAttributes<SampleAttribute>().Select(sample => new CorpusSample(this, sample.Arguments))];

    private DifferentiableAttribute Mark => Primal.GetCustomAttribute<DifferentiableAttribute>()!;

    private IEnumerable<Type> Own => Parameters.Select(p => p.ParameterType);

    public MethodInfo? ValueAndGradient => Member("ValueAndGradient", Own);

    public MethodInfo? Jvp => Member(
        "Jvp", Own.Concat(Differentiable.Select(p => p is { ParameterType.IsByRef: true, IsIn: true } ? Element(p) : p.ParameterType)));

    public MethodInfo? Vjp => Member(
        "Vjp",
        [
            .. Own,
            .. Primal.ReturnType == typeof(void) ? Type.EmptyTypes : [Primal.ReturnType],
            .. Differentiable.Select(p => Element(p).MakeByRefType()),
        ]);

    /// <summary>The leaves of the input, by number, whose cotangents a pullback adds to what it finds.</summary>
    public IEnumerable<int> Accumulators()
    {
        int index = 0;
        foreach (ParameterInfo parameter in Parameters.Where(p => !p.IsOut))
        {
            bool accumulates = Differentiable.Contains(parameter) && (!parameter.ParameterType.IsByRef || parameter.IsIn);
            foreach (Type leaf in Leaves.Of(parameter.ParameterType))
            {
                if (accumulates && Leaves.IsFloat(leaf))
                {
                    yield return index;
                }

                index++;
            }
        }
    }

    public override string ToString() => Name;

    private static Type Closed(Type type) => type.IsGenericTypeDefinition
        ? type.MakeGenericType([.. type.GetGenericArguments().Select(_ => typeof(int))])
        : type;

    private static Type Element(ParameterInfo parameter) =>
        parameter.ParameterType.IsByRef ? parameter.ParameterType.GetElementType()! : parameter.ParameterType;

    private bool IsDifferentiable(ParameterInfo parameter) =>
        !parameter.IsDefined(typeof(NoDerivativeAttribute))
        && Leaves.Of(parameter.ParameterType).Any(Leaves.IsFloat)
        && (Mark.Wrt.Length == 0 || Mark.Wrt.Contains(parameter.Name));

    /// <summary>The member with just these parameters, as the library promises it.</summary>
    private MethodInfo? Member(string suffix, IEnumerable<Type> parameters)
    {
        Type[] types = [.. parameters];
        return Primal.DeclaringType!.GetMethods(Declared).SingleOrDefault(
            method => method.Name == Primal.Name + suffix && method.GetParameters().Select(p => p.ParameterType).SequenceEqual(types));
    }
}
