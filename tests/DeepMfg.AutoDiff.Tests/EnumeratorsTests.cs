using System.Collections;
using DeepMfg.AutoDiff.Testing;

namespace DeepMfg.AutoDiff.Tests;

public sealed class EnumeratorsTests
{
    private readonly List<string> _disposed = [];

    private sealed class Named(string name, List<string> disposed) : IEnumerator, IDisposable
    {
        public Exception? Thrown { get; init; }

        public object? Current => null;

        public bool MoveNext() => false;

        public void Reset() => throw new NotSupportedException();

        public void Dispose()
        {
            disposed.Add(name);
            if (Thrown is not null)
            {
                throw Thrown;
            }
        }
    }

    private sealed class NothingToDispose : IEnumerator
    {
        public object? Current => null;

        public bool MoveNext() => false;

        public void Reset() => throw new NotSupportedException();
    }

    private Named Enumerator(string name, Exception? thrown = null) => new(name, _disposed) { Thrown = thrown };

    [Fact]
    public void A_loop_that_ends_disposes_its_own_enumerator_once()
    {
        using (Enumerators.Open())
        {
            Named outer = Enumerator("outer");
            Assert.Same(outer, Enumerators.Hold(outer));
            Enumerators.Hold(Enumerator("inner"));
            Enumerators.Release();
            Assert.Equal(["inner"], _disposed);
            Enumerators.Release();
        }
        Assert.Equal(["inner", "outer"], _disposed);
    }

    [Fact]
    public void What_is_still_held_where_an_exception_leaves_is_disposed_from_the_innermost_on()
    {
        Assert.Throws<InvalidOperationException>(Loops);
        Assert.Equal(["inner", "outer"], _disposed);

        void Loops()
        {
            using Enumerators enumerators = Enumerators.Open();
            Enumerators.Hold(Enumerator("outer"));
            Enumerators.Hold(Enumerator("inner"));
            throw new InvalidOperationException();
        }
    }

    [Fact]
    public void A_scope_leaves_alone_what_was_held_before_it()
    {
        using (Enumerators.Open())
        {
            Enumerators.Hold(Enumerator("of the caller"));
            using (Enumerators.Open())
            {
                Enumerators.Hold(Enumerator("of the callee"));
            }
            Assert.Equal(["of the callee"], _disposed);
        }
        Assert.Equal(["of the callee", "of the caller"], _disposed);
    }

    [Fact]
    public void One_that_throws_while_it_is_disposed_does_not_keep_the_others_from_it()
    {
        ArithmeticException thrown = Assert.Throws<ArithmeticException>(() =>
        {
            using Enumerators enumerators = Enumerators.Open();
            Enumerators.Hold(Enumerator("outer"));
            Enumerators.Hold(Enumerator("inner", new ArithmeticException("inner")));
        });
        Assert.Equal("inner", thrown.Message);
        Assert.Equal(["inner", "outer"], _disposed);
    }

    [Fact]
    public void No_enumerator_and_one_without_anything_to_dispose_are_held_too()
    {
        using Enumerators enumerators = Enumerators.Open();
        Enumerators.Hold(Enumerator("outer"));
        Assert.Null(Enumerators.Hold<IEnumerator?>(null));
        Enumerators.Hold(new NothingToDispose());
        Enumerators.Release();
        Enumerators.Release();
        Assert.Empty(_disposed);
        Enumerators.Release();
        Assert.Equal(["outer"], _disposed);
    }

    [Fact]
    public void A_scope_that_was_never_opened_disposes_nothing()
    {
        default(Enumerators).Dispose();
        Assert.Empty(_disposed);
    }

    [Fact]
    public void Holding_and_releasing_allocates_nothing_once_warm()
    {
        var one = new NothingToDispose();
        Run();
        Assert.Equal(0, Allocations.Of(Run));

        void Run()
        {
            using Enumerators enumerators = Enumerators.Open();
            Enumerators.Hold(one);
            Enumerators.Release();
        }
    }
}
