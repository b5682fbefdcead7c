namespace DeepMfg.AutoDiff.Corpus.Arrays;

/// <summary>Several names for one piece of storage, and storage that others write.</summary>
public static partial class Aliases
{
    public static IEnumerable<ArrayCase> Cases =>
    [
        ArrayCase.Of("one array or the other", [0.3, -0.7, 1.1, 0.4], Chosen, ChosenValueAndGradient, ChosenJvp),
        ArrayCase.Of("the other array or the one", [-0.3, -0.7, 1.1, 0.4], Chosen, ChosenValueAndGradient, ChosenJvp),
        ArrayCase.Of("an array handed in twice", ArrayCase.Numbers(5), Doubled, DoubledValueAndGradient, DoubledJvp),
        ArrayCase.Of("slices that overlap", ArrayCase.Numbers(6), Overlapping, OverlappingValueAndGradient, OverlappingJvp),
        ArrayCase.Of("a callee that returns its argument", ArrayCase.Numbers(4), Returned, ReturnedValueAndGradient, ReturnedJvp),
        ArrayCase.Of("stores in branches", ArrayCase.Numbers(7), Branching, BranchingValueAndGradient, BranchingJvp),
        ArrayCase.Of("references to elements", ArrayCase.Numbers(5), Referring, ReferringValueAndGradient, ReferringJvp),
        ArrayCase.Of("elements by reference", ArrayCase.Numbers(5), ByReference, ByReferenceValueAndGradient, ByReferenceJvp),
        ArrayCase.Of("a part of a part", ArrayCase.Numbers(8), Nested, NestedValueAndGradient, NestedJvp),
        ArrayCase.Of("an array behind a condition in a loop", ArrayCase.Numbers(6), Alternating, AlternatingValueAndGradient, AlternatingJvp),
        ArrayCase.Of("overwritten with a constant", ArrayCase.Numbers(4), Overwritten, OverwrittenValueAndGradient, OverwrittenJvp),
        ArrayCase.Of("copied over itself", ArrayCase.Numbers(7), Shifted, ShiftedValueAndGradient, ShiftedJvp),
        ArrayCase.Of("rows that reach into the next", ArrayCase.Numbers(13), Reaching, ReachingValueAndGradient, ReachingJvp),
        ArrayCase.Of("copied and cleared in branches", ArrayCase.Numbers(6), Sometimes, SometimesValueAndGradient, SometimesJvp),
        ArrayCase.Of("indices with effects", ArrayCase.Numbers(6), Stepping, SteppingValueAndGradient, SteppingJvp),
        ArrayCase.Of("a stack of numbers", ArrayCase.Numbers(5), Stacked, StackedValueAndGradient, StackedJvp),
        ArrayCase.Of("exchanged three ways", ArrayCase.Numbers(6), Rotated, RotatedValueAndGradient, RotatedJvp),
        ArrayCase.Of("exchanged in a loop in a loop", ArrayCase.Numbers(4), Twice, TwiceValueAndGradient, TwiceJvp),
    ];

    /// <summary>What is read behind the end of a row stands at the beginning of the next, where it is overwritten later.</summary>
    [Differentiable]
    public static double Reaching(double[] x)
    {
        int width = x.Length / 4;
        double[] y = [.. x];
        for (int i = 0; i < 4; i++)
        {
            for (int j = 0; j < width; j++) y[i * width + j] *= Math.Exp(0.3 * y[i * width + j + 1]);
        }
        for (int i = 1; i < 4; i++)
        {
            for (int j = 0; j < width; j++) y[i * width + j] += Math.Sin(y[(i - 1) * width + j]) * y[i * width];
        }
        double sum = 0;
        foreach (double value in y) sum += value * value;
        return sum;
    }

    [Differentiable]
    public static double Chosen(double[] x)
    {
        double[] a = [x[0], x[1]], b = [x[2], x[3]];
        double[] c = x[0] > 0 ? a : b;
        c[1] *= c[0];
        b[0] += c[1] * a[1];
        c[0] = Math.Sin(b[0]) + c[1];
        return a[0] * a[1] + b[0] * b[1] * c[0];
    }

    private static void AddTurned(Span<double> target, ReadOnlySpan<double> source)
    {
        for (int i = 0; i < target.Length; i++) target[i] += source[i] * source[^(i + 1)];
    }

    [Differentiable]
    public static double Doubled(double[] x)
    {
        double[] v = x[..];
        AddTurned(v, v);
        AddTurned(v.AsSpan(1), v.AsSpan(0, v.Length - 1));
        return v[0] * v[^1] + v[2];
    }

    [Differentiable]
    public static double Overlapping(double[] x)
    {
        Span<double> t = x.ToArray();
        Span<double> before = t[..^1], behind = t[1..];
        for (int i = 0; i < before.Length; i++) behind[i] += 0.5 * before[i] * t[i];
        behind[0] = before[1] * before[0];
        return t[1] * t[^1] + behind[^1] * before[0];
    }

    private static double[] Scaled(double[] v, double factor)
    {
        for (int i = 0; i < v.Length; i++) v[i] *= factor;
        return v;
    }

    [Differentiable]
    public static double Returned(double[] x)
    {
        double[] v = (double[])x.Clone();
        double[] w = Scaled(v, x[0]);
        w[1] += v[0] * v[2];
        return Scaled(w, v[1])[0] + v[3] * w[1];
    }

    [Differentiable]
    public static double Branching(double[] x)
    {
        double[] a = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            if (x[i] > 0.2) a[i] = x[i] * x[i];
            else if (x[i] > -0.3) a[(i + 1) % a.Length] += 2 * x[i] * a[i];
            else
            {
                a[0] = a[i] + Math.Exp(x[i]);
                if (i > 3) continue;
                a[i] -= x[i] * a[0];
            }
            a[^1] += 0.1 * a[i] * x[i];
        }
        double sum = 0;
        foreach (double value in a) sum += value * Math.Cos(value);
        return sum;
    }

    [Differentiable]
    public static double Referring(double[] x)
    {
        double[] a = [.. x];
        for (int i = 1; i < a.Length; i++)
        {
            ref double here = ref a[i];
            ref readonly double before = ref a[i - 1];
            here *= before;
            here += Math.Sin(before) * a[i];
            a[i - 1] = here * before;
        }
        ref double first = ref a[0];
        first += a[^1];
        return first * a[0] + a[^2];
    }

    private static void Add(ref double total, double term) => total += term * total;

    private static void Both(ref double a, ref double b)
    {
        (a, b) = (a * b, a - b);
    }

    [Differentiable]
    public static double ByReference(double[] x)
    {
        double[] a = x.ToArray();
        for (int i = 0; i < a.Length; i++) Add(ref a[i], x[(i + 1) % x.Length]);
        Both(ref a[0], ref a[1]);
        Both(ref a[2], ref a[4]);
        return a[0] * a[2] + a[4] * a[1];
    }

    [Differentiable]
    public static double Nested(double[] x)
    {
        Span<double> all = x.ToArray();
        Span<double> middle = all[1..^1];
        Span<double> inner = middle.Slice(1, 3);
        inner[0] = middle[0] * all[0];
        middle[2] += inner[0] * inner[2];
        all[^2] = middle[^1] * inner[^1];
        inner.Slice(1).CopyTo(all);
        middle[..2].Fill(inner[2]);
        double sum = 0;
        for (int i = 0; i < all.Length; i++) sum += (i + 1) * all[i] * all[i];
        return sum;
    }

    [Differentiable]
    public static double Alternating(double[] x)
    {
        double[] even = new double[x.Length], odd = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            double[] mine = i % 2 == 0 ? even : odd, other = i % 2 == 0 ? odd : even;
            mine[i] = x[i] * (i == 0 ? 1 : other[i - 1]);
            if (i > 1) mine[i - 2] += other[i - 1] * mine[i];
        }
        double sum = 0;
        for (int i = 0; i < x.Length; i++) sum += even[i] * x[i] - odd[i] * odd[i];
        return sum;
    }

    [Differentiable]
    public static double Overwritten(double[] x)
    {
        double[] a = x[..];
        double sum = 0;
        for (int round = 0; round < 3; round++)
        {
            sum += a[round] * a[3];
            a[round] = round;
            a[3] *= x[round];
        }
        Array.Clear(a, 0, 2);
        return sum + a[0] * x[1] + a[2] * a[3];
    }

    [Differentiable]
    public static double Shifted(double[] x)
    {
        double[] a = x[..];
        for (int round = 0; round < 3; round++)
        {
            Array.Copy(a, 0, a, 1, a.Length - 1);
            a[0] = a[^1] * a[1];
        }
        a.AsSpan(2, 4).CopyTo(a.AsSpan(0, 4));
        double sum = 0;
        for (int i = 0; i < a.Length; i++) sum += a[i] * a[i] * (i + 1) + a[i];
        return sum;
    }

    [Differentiable]
    public static double Sometimes(double[] x)
    {
        double[] a = x[..], b = new double[x.Length];
        if (x[0] < 5) a.CopyTo(b, 0);
        for (int i = 0; i < 4; i++)
        {
            if (i % 2 == 0) a.AsSpan(0, 3).CopyTo(b.AsSpan(i / 2));
            else if (x[i] > -3) Array.Clear(a, i, 1);
            b[i] += a[1] * x[i] + b[(i + 2) % b.Length];
            a[i] *= 1 + b[i];
        }
        double sum = 0;
        for (int i = 0; i < a.Length; i++) sum += a[i] * x[i] + b[i] * b[i] * (i + 1);
        return sum;
    }

    [Differentiable]
    public static double Stepping(double[] x)
    {
        double[] a = new double[x.Length + 1];
        int k = 0, j = x.Length;
        while (k < x.Length)
        {
            a[k++] = x[--j] * (k + 1);
            a[k] += a[k - 1] * x[k - 1];
        }
        int at = 0;
        a[at++] += a[at++] * a[at];
        a[at] = a[at - 1]++ * 2;
        --a[at];
        return a[0] * a[1] - a[2] * a[3] + a[^1];
    }

    [Differentiable]
    public static double Stacked(double[] x)
    {
        Span<double> stack = stackalloc double[8];
        int top = 0;
        for (int i = 0; i < x.Length; i++)
        {
            stack[top++] = x[i];
            while (top >= 2 && stack[top - 1] < stack[top - 2])
            {
                double right = stack[--top], left = stack[--top];
                stack[top++] = left + right * left;
            }
        }
        double result = 1;
        while (top > 0) result = result * 0.5 + stack[--top] * result;
        return result;
    }

    [Differentiable]
    public static double Rotated(double[] x)
    {
        double[] a = new double[2], b = [x[0], x[1]], c = [x[2], x[3]];
        for (int step = 0; step < 4; step++)
        {
            for (int i = 0; i < 2; i++) a[i] = b[i] * x[4] + c[1 - i] * x[5];
            double[] spare = c;
            c = b;
            b = a;
            a = spare;
        }
        return a[0] * b[1] + c[0] * c[1];
    }

    [Differentiable]
    public static double Twice(double[] x)
    {
        double total = 0;
        for (int outer = 0; outer < 3; outer++)
        {
            double[] now = x[..], next = new double[x.Length];
            for (int step = 0; step < 3; step++)
            {
                for (int i = 0; i < now.Length; i++) next[i] = Math.Sin(now[i]) + 0.3 * now[(i + outer) % now.Length];
                (now, next) = (next, now);
            }
            total += now[outer] * now[0];
        }
        return total;
    }
}
