namespace DeepMfg.AutoDiff.Corpus.Arrays;

/// <summary>Sorting as one writes it, and what is made of sorted numbers.</summary>
public static partial class Ordering
{
    public static IEnumerable<ArrayCase> Cases =>
    [
        ArrayCase.Of("insertion sort", ArrayCase.Numbers(7), Insertion, InsertionValueAndGradient, InsertionJvp),
        ArrayCase.Of("bubble sort with tuples", ArrayCase.Numbers(6), Bubble, BubbleValueAndGradient, BubbleJvp),
        ArrayCase.Of("median by selection", ArrayCase.Numbers(7), Median, MedianValueAndGradient, MedianJvp),
        ArrayCase.Of("sorted indices", ArrayCase.Numbers(6), Ranked, RankedValueAndGradient, RankedJvp),
        ArrayCase.Of("merge sort", ArrayCase.Numbers(8), Merged, MergedValueAndGradient, MergedJvp),
        ArrayCase.Of("heap sort", ArrayCase.Numbers(7), Heaped, HeapedValueAndGradient, HeapedJvp),
        new("largest and second", ArrayCase.Numbers(9), x => Largest(x), (x, g) => LargestValueAndGradient(x, g), (x, d) => LargestJvp(x, d)),
        ArrayCase.Of("isotonic regression", ArrayCase.Numbers(8), Isotonic, IsotonicValueAndGradient, IsotonicJvp),
        ArrayCase.Of("sorted by the platform", ArrayCase.Numbers(8), Sorted, SortedValueAndGradient, SortedJvp),
        ArrayCase.Of("sorted with items", ArrayCase.Numbers(8), WithItems, WithItemsValueAndGradient, WithItemsJvp),
        ArrayCase.Of("ordered by queries", ArrayCase.Numbers(7), Ordered, OrderedValueAndGradient, OrderedJvp),
        ArrayCase.Of("searched", ArrayCase.Numbers(6), Searched, SearchedValueAndGradient, SearchedJvp),
        ArrayCase.Of("reversed in place", ArrayCase.Numbers(5), Reversed, ReversedValueAndGradient, ReversedJvp),
    ];

    private static double Weighted(double[] sorted)
    {
        double sum = 0;
        for (int i = 0; i < sorted.Length; i++) sum += (i + 1) * sorted[i] * sorted[i];
        return sum;
    }

    [Differentiable]
    public static double Insertion(double[] x)
    {
        double[] a = x.ToArray();
        for (int i = 1; i < a.Length; i++)
        {
            double key = a[i];
            int j = i - 1;
            while (j >= 0 && a[j] > key)
            {
                a[j + 1] = a[j];
                j--;
            }
            a[j + 1] = key;
        }
        return Weighted(a);
    }

    [Differentiable]
    public static double Bubble(double[] x)
    {
        double[] a = [.. x];
        bool isSorted;
        do
        {
            isSorted = true;
            for (int i = 1; i < a.Length; i++)
            {
                if (a[i - 1] <= a[i]) continue;
                (a[i - 1], a[i]) = (a[i], a[i - 1]);
                isSorted = false;
            }
        }
        while (!isSorted);
        return Weighted(a);
    }

    [Differentiable]
    public static double Median(double[] x)
    {
        double[] a = x[..];
        int low = 0, high = a.Length - 1, k = a.Length / 2;
        while (low < high)
        {
            double pivot = a[k];
            int i = low, j = high;
            do
            {
                while (a[i] < pivot) i++;
                while (pivot < a[j]) j--;
                if (i <= j)
                {
                    double t = a[i];
                    a[i] = a[j];
                    a[j] = t;
                    i++;
                    j--;
                }
            }
            while (i <= j);
            if (j < k) low = i;
            if (k < i) high = j;
        }
        return a[k] * a[k] + Math.Sin(a[0]);
    }

    [Differentiable]
    public static double Ranked(double[] x)
    {
        int[] order = new int[x.Length];
        for (int i = 0; i < order.Length; i++) order[i] = i;
        for (int i = 0; i < order.Length; i++)
        {
            for (int j = i + 1; j < order.Length; j++)
            {
                if (x[order[j]] < x[order[i]]) (order[i], order[j]) = (order[j], order[i]);
            }
        }
        double sum = 0;
        for (int i = 0; i < order.Length; i++) sum += Math.Exp(x[order[i]]) / (i + 1);
        return sum;
    }

    [Differentiable]
    public static double Merged(double[] x)
    {
        double[] from = x[..], into = new double[x.Length];
        for (int width = 1; width < x.Length; width *= 2)
        {
            for (int start = 0; start < x.Length; start += 2 * width)
            {
                int i = start, middle = Math.Min(start + width, x.Length), j = middle, end = Math.Min(start + 2 * width, x.Length);
                for (int k = start; k < end; k++) into[k] = i < middle && (j >= end || from[i] <= from[j]) ? from[i++] : from[j++];
            }
            (from, into) = (into, from);
        }
        return Weighted(from) + into[0] * into[^1];
    }

    private static void Sift(double[] heap, int root, int count)
    {
        while (2 * root + 1 < count)
        {
            int child = 2 * root + 1;
            if (child + 1 < count && heap[child + 1] > heap[child]) child++;
            if (heap[root] >= heap[child]) return;
            (heap[root], heap[child]) = (heap[child], heap[root]);
            root = child;
        }
    }

    [Differentiable]
    public static double Heaped(double[] x)
    {
        double[] heap = x[..];
        for (int root = heap.Length / 2 - 1; root >= 0; root--) Sift(heap, root, heap.Length);
        for (int end = heap.Length - 1; end > 0; end--)
        {
            (heap[0], heap[end]) = (heap[end], heap[0]);
            Sift(heap, 0, end);
        }
        return Weighted(heap);
    }

    [Differentiable]
    public static double Largest(ReadOnlySpan<double> x)
    {
        double first = double.NegativeInfinity, second = double.NegativeInfinity;
        foreach (double value in x)
        {
            if (value > first) (first, second) = (value, first);
            else if (value > second) second = value;
        }
        return first * second + first / (2 + second);
    }

    /// <summary>The mean squared distance to the nearest sequence that never falls, by pooling of neighbours.</summary>
    [Differentiable]
    public static double Isotonic(double[] y)
    {
        double[] means = new double[y.Length];
        int[] weights = new int[y.Length];
        int blocks = 0;
        for (int i = 0; i < y.Length; i++)
        {
            means[blocks] = y[i];
            weights[blocks++] = 1;
            while (blocks > 1 && means[blocks - 2] > means[blocks - 1])
            {
                int all = weights[blocks - 2] + weights[blocks - 1];
                means[blocks - 2] = (weights[blocks - 2] * means[blocks - 2] + weights[blocks - 1] * means[blocks - 1]) / all;
                weights[blocks - 2] = all;
                blocks--;
            }
        }
        double sum = 0;
        for (int b = 0, i = 0; b < blocks; b++)
        {
            for (int end = i + weights[b]; i < end; i++) sum += (y[i] - means[b]) * (y[i] - means[b]) * (i + 1);
        }
        return sum;
    }

    [Differentiable]
    public static double Reversed(double[] x)
    {
        Span<double> a = x.ToArray();
        for (int i = 0, j = a.Length - 1; i < j; i++, j--) (a[i], a[j]) = (a[j] * x[i], a[i]);
        return a[0] * a[1] + a[^1] * a[^2];
    }

    [Differentiable]
    public static double Sorted(double[] x)
    {
        double[] a = x[..];
        Array.Sort(a);
        a.AsSpan(2, 3).Reverse();
        Span<double> squares = stackalloc double[x.Length];
        for (int i = 0; i < squares.Length; i++) squares[i] = x[i] * x[i] + 0.1 * a[i];
        squares.Sort();
        return Weighted(a) + squares[0] * squares[^1] * a[3];
    }

    [Differentiable]
    public static double WithItems(double[] x)
    {
        double[] keys = x[..4], items = x[4..];
        int[] places = [0, 1, 2, 3];
        Array.Sort(keys, items);
        Array.Sort(keys.ToArray(), places);
        Array.Reverse(items, 1, 3);
        return Weighted(items) + keys[0] * items[places[0]] + keys[2] * keys[3];
    }

    [Differentiable]
    public static double Ordered(double[] x)
    {
        double[] sorted = x.Order().ToArray(), far = x.OrderByDescending(Math.Abs).ToArray();
        double median = sorted[sorted.Length / 2];
        return median * far[0] + x.OrderBy(value => (value - median) * (value - median)).Select((value, i) => value * value / (i + 1)).Sum() + x.AsEnumerable().Reverse().Aggregate((a, b) => a * 0.5 + b * b);
    }

    [Differentiable]
    public static double Searched(double[] x)
    {
        double[] knots = [-1, -0.5, 0, 0.5, 1];
        double[] values = new double[knots.Length];
        for (int i = 0; i < values.Length; i++) values[i] = knots[i] * x[i] + x[5];
        double sum = 0;
        foreach (double at in x)
        {
            int k = knots.AsSpan().BinarySearch(at);
            if (k < 0) k = ~k;
            k = Math.Clamp(k, 1, knots.Length - 1);
            double t = (at - knots[k - 1]) / (knots[k] - knots[k - 1]);
            sum += (1 - t) * values[k - 1] + t * values[k] * values[k];
        }
        return sum + x[Array.IndexOf(x, x.Max())] * sum;
    }
}
