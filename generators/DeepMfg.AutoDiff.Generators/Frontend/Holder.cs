namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>
/// What a method's variables may hold: a variable, or the objects that some variables share, which are one for the <see cref="Summary"/> as soon
/// as one may refer to another.
/// </summary>
internal sealed class Holder
{
    private Holder? merged;
    private ulong held;
    private Holder? behind;
    private bool isOutside, isOwn;

    /// <summary>The parameters of which something may be held here.</summary>
    public ulong Held => Root is { behind: { } objects } root && objects.Root != root ? root.held | objects.Root.held : Root.held;

    /// <summary>Whether others than the method and its callers' arguments know it.</summary>
    public bool IsOutside { get => Root.isOutside; init => isOutside = value; }

    /// <summary>Whether it may be an object of the user's own types, with code that a method without source may run.</summary>
    public bool IsOwn => Root.isOwn;

    /// <summary>The objects to which a struct refers; anything else is itself such an object.</summary>
    public Holder Behind => Root.behind ?? this;

    /// <summary>A variable whose value is a struct that refers to objects.</summary>
    public static Holder OfStruct() => new() { behind = new Holder() };

    public bool Add(ulong what)
    {
        Holder root = Root;
        ulong before = root.held;
        root.held |= what;
        return root.held != before;
    }

    public void Own() => Root.isOwn = true;

    /// <summary>Makes two one; whether they were not.</summary>
    public bool Merge(Holder other)
    {
        Holder a = Root, b = other.Root;
        if (a == b) return false;
        b.merged = a;
        a.held |= b.held;
        a.isOutside |= b.isOutside;
        a.isOwn |= b.isOwn;
        (Holder? mine, Holder? its) = (a.behind, b.behind);
        a.behind = mine ?? its;
        if (mine is not null && its is not null) mine.Merge(its);
        return true;
    }

    private Holder Root
    {
        get
        {
            Holder root = this;
            while (root.merged is { } next) root = next;
            if (merged is not null && merged != root) merged = root;
            return root;
        }
    }
}

/// <summary>What an expression gives: something of these parameters, and the objects to which it may refer.</summary>
internal readonly record struct Held(ulong What, Holder? Objects)
{
    /// <summary>The parameters of which the value, or what it refers to, may hold something.</summary>
    public ulong All => What | (Objects?.Held ?? 0);
}
