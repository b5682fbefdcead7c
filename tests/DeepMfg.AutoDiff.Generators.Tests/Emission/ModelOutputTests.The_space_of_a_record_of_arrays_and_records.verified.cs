    static Network IDifferentiable<Network, float>.ZeroLike(in Network value) => value with
    {
        Hidden = VectorSpace.ZeroLike<Dense, float>(value.Hidden),
        Last = VectorSpace.ZeroLike<Dense, float>(value.Last),
        Mix = 0,
    };

    [GeneratedCode("DeepMfg.AutoDiff", "0.1.0"), ExcludeFromCodeCoverage]
    static Network IDifferentiable<Network, float>.Add(in Network left, in Network right) =>
        VectorSpace.Combine<Network, float>(left, 1, right);

    [GeneratedCode("DeepMfg.AutoDiff", "0.1.0"), ExcludeFromCodeCoverage]
    static Network IDifferentiable<Network, float>.Subtract(in Network left, in Network right) =>
        VectorSpace.Combine<Network, float>(left, -1, right);

    [GeneratedCode("DeepMfg.AutoDiff", "0.1.0"), ExcludeFromCodeCoverage]
    static Network IDifferentiable<Network, float>.Scale(float factor, in Network value) => value with
    {
        Hidden = VectorSpace.Scale<Dense, float>(factor, value.Hidden),
        Last = VectorSpace.Scale<Dense, float>(factor, value.Last),
        Mix = factor * value.Mix,
    };

    [GeneratedCode("DeepMfg.AutoDiff", "0.1.0"), ExcludeFromCodeCoverage]
    static float IDifferentiable<Network, float>.Dot(in Network left, in Network right)
    {
        VectorSpace.RequireSameShape<Network, float>(left, right);
        return VectorSpace.Dot<Dense, float>(left.Hidden, right.Hidden)
            + VectorSpace.Dot<Dense, float>(left.Last, right.Last)
            + left.Mix * right.Mix;
    }

    [GeneratedCode("DeepMfg.AutoDiff", "0.1.0"), ExcludeFromCodeCoverage]
    static void IDifferentiable<Network, float>.AddScaled(ref Network target, float factor, in Network value)
    {
        VectorSpace.RequireSameShape<Network, float>(target, value);
        VectorSpace.AddScaled<Dense, float>(target.Hidden, factor, value.Hidden);
        Dense last = target.Last;
        VectorSpace.AddScaled<Dense, float>(ref last, factor, value.Last);
        target.Mix += factor * value.Mix;
    }

    [GeneratedCode("DeepMfg.AutoDiff", "0.1.0"), ExcludeFromCodeCoverage]
    static int IDifferentiable<Network, float>.ParameterCount(in Network value) =>
        1 + VectorSpace.Count<Dense, float>(value.Hidden) + VectorSpace.Count<Dense, float>(value.Last);

    [GeneratedCode("DeepMfg.AutoDiff", "0.1.0"), ExcludeFromCodeCoverage]
    static bool IDifferentiable<Network, float>.HasSameShape(in Network left, in Network right) =>
        VectorSpace.HasSameShape<Dense, float>(left.Hidden, right.Hidden)
        && VectorSpace.HasSameShape<Dense, float>(left.Last, right.Last);

    [GeneratedCode("DeepMfg.AutoDiff", "0.1.0"), ExcludeFromCodeCoverage]
    static void IDifferentiable<Network, float>.CopyTo(in Network value, Span<float> destination)
    {
        ModelLeaves.RequireLength(destination.Length, VectorSpace.Count<Network, float>(value), nameof(Network), nameof(destination));
        VectorSpace.Put<Dense, float>(value.Hidden, ref destination);
        VectorSpace.Put<Dense, float>(value.Last, ref destination);
        ModelLeaves.Put(value.Mix, ref destination);
    }

    [GeneratedCode("DeepMfg.AutoDiff", "0.1.0"), ExcludeFromCodeCoverage]
    static Network IDifferentiable<Network, float>.From(in Network like, ReadOnlySpan<float> values)
    {
        ModelLeaves.RequireLength(values.Length, VectorSpace.Count<Network, float>(like), nameof(Network), nameof(values));
        return like with
        {
            Hidden = VectorSpace.Take<Dense, float>(like.Hidden, ref values),
            Last = VectorSpace.Take<Dense, float>(like.Last, ref values),
            Mix = ModelLeaves.Take(ref values),
        };
    }

    [GeneratedCode("DeepMfg.AutoDiff", "0.1.0"), ExcludeFromCodeCoverage]
    static void IDifferentiable<Network, float>.Visit<TVisitor>(ref Network value, ref TVisitor visitor)
    {
        VectorSpace.Visit<Dense, float, TVisitor>("hidden", value.Hidden, ref visitor);
        Dense last = value.Last;
        VectorSpace.Visit<Dense, float, TVisitor>("last", ref last, ref visitor);
        float mix = value.Mix;
        visitor.Visit("mix", new Span<float>(ref mix), default);
        value.Mix = mix;
    }
}
