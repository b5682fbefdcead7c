using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using DeepMfg.AutoDiff.Testing;

namespace DeepMfg.AutoDiff.Tests;

public sealed class TapeTests
{
    [Fact]
    public void Reserved_spans_do_not_overlap_and_keep_their_contents()
    {
        using Tape tape = Tape.Open();
        Span<double> doubles = tape.Reserve<double>(3);
        Span<bool> bools = tape.Reserve<bool>(5);
        Span<double> far = tape.Reserve<double>(100_000);
        doubles.Fill(1);
        bools.Fill(true);
        far.Fill(3);

        Assert.Equal([1, 1, 1], doubles.ToArray());
        Assert.All(bools.ToArray(), Assert.True);
        Assert.All(far.ToArray(), value => Assert.Equal(3, value));
    }

    [Fact]
    public void Spans_stay_where_they_are_while_the_arena_grows()
    {
        using Tape tape = Tape.Open();
        Span<int> first = tape.Reserve<int>(1);
        first[0] = 42;
        for (int i = 0; i < 20; i++)
        {
            tape.Reserve<byte>(1 << i).Clear();
        }

        GC.Collect();
        Assert.Equal(42, first[0]);
    }

    [Fact]
    public void Trimming_gives_back_what_no_open_tape_uses()
    {
        using Tape outer = Tape.Open();
        Span<double> kept = outer.Reserve<double>(3);
        kept.Fill(7);
        const int Large = 4_000_000;
        Use();
        Assert.Equal(0, Allocations.Of(Use));
        Tape.Trim();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Use();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, Large * sizeof(double), 4L * Large * sizeof(double));
        Assert.Equal([7, 7, 7], kept.ToArray());

        static void Use()
        {
            using Tape tape = Tape.Open();
            tape.Reserve<double>(Large)[Large - 1] = 1;
            tape.Table<double>(30, 40)[29, 39] = 1;
        }
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(TapeTrimming.Kept - 1, false)]
    [InlineData(TapeTrimming.Kept, true)]
    public void What_a_thread_has_not_used_for_long_is_given_back_by_itself(long later, bool isGone) => OnItsOwnThread(() =>
    {
        const int Large = 1_000_000;
        using Tape outer = Tape.Open();
        Span<double> kept = outer.Reserve<double>(3);
        kept.Fill(7);
        TapeArena arena = TapeArena.OfThread;
        // A collection may have a look of its own meanwhile: not before the beginning, and not after this look.
        long begin = Environment.TickCount64, look = begin + TapeTrimming.Kept - 1;
        Use();
        Task.Run(() => arena.TrimUnused(look)).Wait();
        Task.Run(() => arena.TrimUnused((isGone ? look : begin) + later)).Wait();
        long allocated = Allocated(Use);
        Assert.InRange(allocated, isGone ? (Large + 1200) * sizeof(double) : 0, isGone ? 4L * Large * sizeof(double) : RestOfBuffer);
        Assert.Equal([7, 7, 7], kept.ToArray());

        static void Use()
        {
            using Tape tape = Tape.Open();
            tape.Reserve<double>(Large)[Large - 1] = 1;
            tape.Table<double>(30, 40)[29, 39] = 1;
        }
    });

    [Fact]
    public void What_an_open_tape_uses_is_not_given_back_and_counts_as_used() => OnItsOwnThread(() =>
    {
        TapeArena arena = TapeArena.OfThread;
        long later = Environment.TickCount64 + (10 * TapeTrimming.Kept);
        using (Tape tape = Tape.Open())
        {
            Span<double> large = tape.Reserve<double>(1_000_000);
            large.Fill(3);
            arena.TrimUnused(later);
            Assert.Equal(3_000_000, large.ToArray().Sum());
            tape.Reserve<double>(1).Clear();
            Assert.Equal(3, large[^1]);
        }

        arena.TrimUnused(later + TapeTrimming.Kept - 1);
        Assert.InRange(Allocated(() => Tape.Open().Reserve<double>(1_000_000)[0] = 1), 0, RestOfBuffer);
    });

    [Fact]
    public void Threads_memory_is_looked_after_when_the_oldest_generation_is_collected()
    {
        Tape.Open().Dispose();
        long before = TapeTrimming.Rounds;
        for (int i = 0; i < 4; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.True(TapeTrimming.Rounds > before);
    }

    [Fact]
    public void Giving_back_does_not_disturb_the_thread_that_uses_its_memory() => OnItsOwnThread(() =>
    {
        TapeArena arena = TapeArena.OfThread;
        using var end = new CancellationTokenSource();
        Task other = Task.Run(() =>
        {
            while (!end.IsCancellationRequested)
            {
                arena.TrimUnused(long.MaxValue);
            }
        });
        for (int i = 0; i < 300; i++)
        {
            using Tape tape = Tape.Open();
            Span<int> first = tape.Reserve<int>(20_000), second = tape.Reserve<int>(70_000);
            int[,] table = tape.Table<int>(3, 4);
            first.Fill(i);
            second.Fill(-i);
            table[2, 3] = i;
            Assert.True(first.IndexOfAnyExcept(i) < 0 && second.IndexOfAnyExcept(-i) < 0 && table[2, 3] == i);
        }

        end.Cancel();
        other.Wait();
    });

    /// <summary>What a collection that another thread forces may charge a thread with, once.</summary>
    private const int RestOfBuffer = 16_384;

    private static long Allocated(Action run)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        run();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>Other tests use the memory of the threads that run them.</summary>
    private static void OnItsOwnThread(Action test)
    {
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                test();
            }
            catch (Exception exception)
            {
                failure = exception;
            }
        });
        thread.Start();
        thread.Join();
        if (failure is not null) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
    }

    [Fact]
    public void Disposing_goes_back_to_the_mark()
    {
        using Tape outer = Tape.Open();
        using (Tape first = Tape.Open())
        {
            first.Reserve<long>(8)[0] = 7;
        }

        using Tape second = Tape.Open();
        Assert.Equal(7, second.Reserve<long>(8)[0]);
    }

    [Fact]
    public void Disposing_also_happens_when_the_code_throws()
    {
        using Tape outer = Tape.Open();
        ref byte before = ref Next();
        Assert.Throws<InvalidOperationException>(ReserveAndThrow);
        Assert.True(Unsafe.AreSame(ref before, ref Next()));

        static void ReserveAndThrow()
        {
            using Tape tape = Tape.Open();
            tape.Reserve<double>(1_000_000);
            throw new InvalidOperationException();
        }

        static ref byte Next()
        {
            using Tape tape = Tape.Open();
            return ref Unsafe.AsRef(in MemoryMarshal.GetReference(tape.Reserve<byte>(1)));
        }
    }

    [Fact]
    public void Growing_keeps_the_contents_and_at_least_doubles_the_length()
    {
        using Tape tape = Tape.Open();
        Span<int> column = tape.Grow<int>([]);
        Assert.True(column.Length >= 64);
        int next = 0;
        for (int round = 0; round < 12; round++)
        {
            for (; next < column.Length; next++)
            {
                column[next] = next;
            }

            int length = column.Length;
            column = tape.Grow(column);
            Assert.True(column.Length >= 2 * length);
            Assert.Equal(Enumerable.Range(0, next), column[..next].ToArray());
        }
    }

    [Fact]
    public void Columns_that_grow_in_turn_do_not_overlap()
    {
        using Tape tape = Tape.Open();
        Span<double> a = tape.Reserve<double>(0), b = tape.Reserve<double>(0);
        Span<byte> c = tape.Reserve<byte>(0);
        for (int row = 0; row < 5000; row++)
        {
            if (row == a.Length) a = tape.Grow(a);
            if (row == b.Length) b = tape.Grow(b);
            if (row == c.Length) c = tape.Grow(c);
            a[row] = row;
            b[row] = -row;
            c[row] = (byte)row;
        }

        for (int row = 0; row < 5000; row++)
        {
            Assert.Equal((row, -row, (byte)row), (a[row], b[row], c[row]));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(64)]
    public void Columns_of_one_length_grow_together_and_hand_back_what_is_kept(int rows)
    {
        using Tape tape = Tape.Open();
        Span<double> a = tape.Reserve<double>(rows);
        Span<int> b = tape.Reserve<int>(rows);
        Span<byte> c = tape.Reserve<byte>(rows);
        Span<bool> d = tape.Reserve<bool>(rows);
        (double Sum, int Last) kept = (0, 0);
        for (int row = 0; row < 3000; row++)
        {
            if (row == a.Length)
            {
                kept = tape.Grow(ref a, ref b, ref c, ref d, kept);
                Assert.Equal((a.Length, a.Length, a.Length), (b.Length, c.Length, d.Length));
            }

            (a[row], b[row], c[row], d[row]) = (row, -row, (byte)row, row % 3 == 0);
            kept = (kept.Sum + row, row);
        }

        Assert.Equal((3000 * 2999 / 2.0, 2999), kept);
        for (int row = 0; row < 3000; row++)
        {
            Assert.Equal((row, -row, (byte)row, row % 3 == 0), (a[row], b[row], c[row], d[row]));
        }
    }

    [Fact]
    public void Two_and_three_columns_grow_together_too()
    {
        using Tape tape = Tape.Open();
        Span<double> a = tape.Reserve<double>(1), b = tape.Reserve<double>(1), c = tape.Reserve<double>(1);
        (a[0], b[0], c[0]) = (1, 2, 3);
        tape.Grow(ref a, ref b);
        Assert.Equal(7, tape.Grow(ref c, 7));
        Assert.Equal(8, tape.Grow(ref a, ref b, 8));
        tape.Grow(ref a, ref b, ref c);
        Assert.Equal(9, tape.Grow(ref a, ref b, ref c, 9));
        tape.Grow(ref a, ref b, ref c, ref b);
        Assert.Equal((1.0, 2.0, 3.0), (a[0], b[0], c[0]));
        Assert.True(a.Length >= 64 && b.Length >= 64 && c.Length >= 64);
    }

    [Fact]
    public void An_inner_tape_leaves_the_outer_ones_contents_alone()
    {
        Assert.Equal(55, Sum(10));

        // Each level keeps a number while deeper levels use the same arena.
        static int Sum(int level)
        {
            if (level == 0)
            {
                return 0;
            }

            using Tape tape = Tape.Open();
            Span<int> own = tape.Reserve<int>(level * 1000);
            own.Fill(level);
            int rest = Sum(level - 1);
            Assert.True(own.IndexOfAnyExcept(level) < 0);
            return own[^1] + rest;
        }
    }

    [Fact]
    public void Steady_state_allocates_nothing()
    {
        Record();
        Assert.Equal(0, Allocations.Of(() =>
        {
            for (int call = 0; call < 1000; call++)
            {
                Record();
            }
        }));

        static void Record()
        {
            using Tape tape = Tape.Open();
            Span<double> known = tape.Reserve<double>(40_000);
            known[^1] = 1;
            Span<double> unknown = default;
            while (unknown.Length < 30_000)
            {
                unknown = tape.Grow(unknown);
            }
        }
    }

    [Fact]
    public void Every_thread_has_its_own_arena()
    {
        Parallel.For(0, 64, new ParallelOptions { MaxDegreeOfParallelism = 8 }, thread =>
        {
            using Tape tape = Tape.Open();
            Span<int> own = tape.Reserve<int>(20_000);
            own.Fill(thread);
            Thread.Yield();
            Assert.True(own.IndexOfAnyExcept(thread) < 0);
        });
    }

    [Fact]
    public void Spans_of_every_type_are_aligned_to_a_cache_line()
    {
        using Tape tape = Tape.Open();
        Assert.Equal(0, Misalignment(tape.Reserve<bool>(1)));
        Assert.Equal(0, Misalignment(tape.Reserve<char>(3)));
        Assert.Equal(0, Misalignment(tape.Reserve<decimal>(5)));
        Assert.Equal(0, Misalignment(tape.Reserve<Int128>(7)));
        Assert.Equal(0, Misalignment(tape.Reserve<(byte, double, short)>(11)));
        Assert.Equal(0, Misalignment(tape.Reserve<Vector512<double>>(2000)));
        Assert.Equal(0, Misalignment(tape.Reserve<float>(1)));

        static long Misalignment<T>(Span<T> span)
            where T : unmanaged
        {
            unsafe
            {
                fixed (T* first = span)
                {
                    return (long)first % 64;
                }
            }
        }
    }

    [Fact]
    public void A_reservation_of_more_than_two_gigabytes_works()
    {
        // On a thread of its own: its arena goes when it ends.
        var thread = new Thread(static () =>
        {
            using Tape tape = Tape.Open();
            Span<double> huge = tape.Reserve<double>(300_000_000);
            huge[0] = 1;
            huge[^1] = 2;
            Assert.Equal((1, 2), (huge[0], huge[^1]));
        });
        thread.Start();
        thread.Join();
        GC.Collect();
    }

    [Fact]
    public void A_negative_count_is_refused_and_an_unbounded_one_too()
    {
        using Tape tape = Tape.Open();
        AssertRefused<OverflowException>(-1);
        AssertRefused<InsufficientMemoryException>(int.MaxValue);

        static void AssertRefused<TException>(int count)
            where TException : Exception => Assert.Throws<TException>(() =>
        {
            using Tape inner = Tape.Open();
            inner.Reserve<Block>(count);
        });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Random_use_finds_every_number_where_it_was_put(int seed)
    {
        var random = new Random(seed);
        for (int call = 0; call < 200; call++)
        {
            Nest(random, depth: 0);
        }

        static void Nest(Random random, int depth)
        {
            using Tape tape = Tape.Open();
            int stamp = random.Next();
            Span<int> kept = tape.Reserve<int>(random.Next(5000));
            kept.Fill(stamp);
            Span<int> grown = tape.Grow(kept);
            grown[kept.Length..].Fill(stamp);
            if (depth < 5)
            {
                Nest(random, depth + 1);
                Nest(random, depth + 1);
            }

            Assert.True(grown.IndexOfAnyExcept(stamp) < 0);
        }
    }

    [StructLayout(LayoutKind.Sequential, Size = 256)]
    private struct Block;

    [Fact]
    public void What_was_pushed_since_a_height_is_dropped()
    {
        using Tape tape = Tape.Open();
        tape.Push(1.5);
        int height = tape.Height;
        tape.Push(2);
        tape.Push(tape.Reserve<double>(3));
        tape.Drop(height);

        Assert.Equal(height, tape.Height);
        Assert.Equal(1.5, tape.Pop<double>());
    }

    [Fact]
    public void The_end_of_the_stack_is_an_exception_on_each_thread()
    {
        for (int i = 0; i < 2; i++)
        {
            int depth = 0;
            var thread = new Thread(() => depth = Measured(), 1 << 19);
            thread.Start();
            thread.Join();
            Assert.InRange(depth, 100, int.MaxValue);
        }

        static int Measured()
        {
            using Tape tape = Tape.Open();
            int depth = 0;
            try
            {
                Descend(tape, ref depth);
            }
            catch (InsufficientExecutionStackException)
            {
                return depth;
            }

            return -1;
        }
    }

    private static int Descend(in Tape tape, ref int depth)
    {
        tape.EnsureStack();
        depth++;
        return Descend(tape, ref depth) + 1;
    }
}
