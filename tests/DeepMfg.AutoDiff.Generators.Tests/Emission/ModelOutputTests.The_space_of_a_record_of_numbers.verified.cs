    static Soft IDifferentiable<Soft, double>.ZeroLike(in Soft value) => value with { Gap = 0, Speed = 0 };

    [GeneratedCode("DeepMfg.AutoDiff", "0.1.0"), ExcludeFromCodeCoverage]
    static Soft IDifferentiable<Soft, double>.Add(in Soft left, in Soft right) =>
        left with { Gap = left.Gap + right.Gap, Speed = left.Speed + right.Speed };

    [GeneratedCode("DeepMfg.AutoDiff", "0.1.0"), ExcludeFromCodeCoverage]
    static Soft IDifferentiable<Soft, double>.Subtract(in Soft left, in Soft right) =>
        left with { Gap = left.Gap - right.Gap, Speed = left.Speed - right.Speed };

    [GeneratedCode("DeepMfg.AutoDiff", "0.1.0"), ExcludeFromCodeCoverage]
    static Soft IDifferentiable<Soft, double>.Scale(double factor, in Soft value) =>
        value with { Gap = factor * value.Gap, Speed = factor * value.Speed };

    [GeneratedCode("DeepMfg.AutoDiff", "0.1.0"), ExcludeFromCodeCoverage]
    static double IDifferentiable<Soft, double>.Dot(in Soft left, in Soft right) => left.Gap * right.Gap + left.Speed * right.Speed;

    [GeneratedCode("DeepMfg.AutoDiff", "0.1.0"), ExcludeFromCodeCoverage]
    static void IDifferentiable<Soft, double>.AddScaled(ref Soft target, double factor, in Soft value) => target = target with
    {
        Gap = target.Gap + factor * value.Gap,
        Speed = target.Speed + factor * value.Speed,
    };

    [GeneratedCode("DeepMfg.AutoDiff", "0.1.0"), ExcludeFromCodeCoverage]
    static int IDifferentiable<Soft, double>.ParameterCount(in Soft value) => 2;

    [GeneratedCode("DeepMfg.AutoDiff", "0.1.0"), ExcludeFromCodeCoverage]
    static void IDifferentiable<Soft, double>.CopyTo(in Soft value, Span<double> destination)
    {
        ModelLeaves.RequireLength(destination.Length, 2, nameof(Soft), nameof(destination));
        destination[0] = value.Gap;
        destination[1] = value.Speed;
    }

    [GeneratedCode("DeepMfg.AutoDiff", "0.1.0"), ExcludeFromCodeCoverage]
    static Soft IDifferentiable<Soft, double>.From(in Soft like, ReadOnlySpan<double> values)
    {
        ModelLeaves.RequireLength(values.Length, 2, nameof(Soft), nameof(values));
        return like with { Gap = values[0], Speed = values[1] };
    }

    [GeneratedCode("DeepMfg.AutoDiff", "0.1.0"), ExcludeFromCodeCoverage]
    static void IDifferentiable<Soft, double>.Visit<TVisitor>(ref Soft value, ref TVisitor visitor)
    {
        double gap = value.Gap;
        visitor.Visit("gap", new Span<double>(ref gap), default);
        double speed = value.Speed;
        visitor.Visit("speed", new Span<double>(ref speed), default);
        value = value with { Gap = gap, Speed = speed };
    }
}
