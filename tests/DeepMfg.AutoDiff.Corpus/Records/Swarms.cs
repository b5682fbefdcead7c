using DeepMfg.AutoDiff.Corpus.Arrays;

namespace DeepMfg.AutoDiff.Corpus.Records;

/// <summary>A body that moves in a plane; its mass is held constant.</summary>
[Differentiable]
public partial struct Body
{
    public double X, Y;

    public double SpeedX, SpeedY;

    [NoDerivative]
    public double Mass;

    public int Hits;

    public readonly double Energy => 0.5 * Mass * (SpeedX * SpeedX + SpeedY * SpeedY);

    public void Move(double time)
    {
        X += SpeedX * time;
        Y += SpeedY * time;
    }
}

/// <summary>A link of a robot.</summary>
[Differentiable]
public readonly partial record struct Limb(double Length, double Angle)
{
    public (double X, double Y) Along(double turn) => (Length * Math.Cos(turn), Length * Math.Sin(turn));
}

/// <summary>A contact: a struct in a struct.</summary>
[Differentiable]
public partial record struct Contact(Limb Limb, double Load);

/// <summary>Arrays and spans of structs as parameters.</summary>
public static partial class Swarms
{
    private static readonly Body[] s_bodies =
    [
        new() { X = 0.1, Y = -0.2, SpeedX = 0.4, Mass = 2 }, new() { X = 1.3, Y = 0.5, SpeedY = -0.6, Mass = 0.5 },
        new() { X = -0.7, Y = 1.1, SpeedX = 0.2, SpeedY = 0.3, Mass = 1.5 },
    ];

    private static readonly Limb[] s_limbs = [new(1.2, 0.3), new(0.8, -0.6), new(0.5, 0.9)];

    private static readonly Contact[] s_contacts = [new(new(0.9, 0.2), 1.5), new(new(0.4, 1.1), -0.3), new(new(1.7, -0.5), 0.8)];

    public static IEnumerable<ArrayCase> Cases =>
    [
        RecordCase.OfMany("bodies that attract each other", s_bodies, Attraction, AttractionValueAndGradient, (b, d) => AttractionJvp(b, d)),
        RecordCase.OfMany("bodies that are moved in place", s_bodies, Flight, FlightValueAndGradient, (b, d) => FlightJvp(b, d)),
        RecordCase.OfMany("a robot of links", s_limbs, b => Reach(b), (b, g) => ReachValueAndGradient(b, g), (b, d) => ReachJvp(b, d)),
        RecordCase.OfMany("links that are renewed", s_limbs, b => Bent(b), (b, g) => BentValueAndGradient(b, g), (b, d) => BentJvp(b, d)),
        RecordCase.OfMany("contacts of structs in structs", s_contacts, Pressed, PressedValueAndGradient, (b, d) => PressedJvp(b, d)),
        RecordCase.OfMany("bodies in two groups", s_bodies, Grouped, GroupedValueAndGradient, (b, d) => GroupedJvp(b, d)),
        RecordCase.OfMany("bodies that are moved by reference", s_bodies, b => Pulled(b), (b, g) => PulledValueAndGradient(b, g), (b, d) => PulledJvp(b, d)),
        RecordCase.OfMany("a robot whose links are halved again and again", s_limbs, b => Halved(b), (b, g) => HalvedValueAndGradient(b, g), (b, d) => HalvedJvp(b, d)),
        RecordCase.OfMany("moments in parts of an array of its own", s_contacts, Moments, MomentsValueAndGradient, (b, d) => MomentsJvp(b, d)),
    ];

    [Differentiable]
    public static double Attraction(Body[] bodies)
    {
        double energy = 0;
        for (int i = 0; i < bodies.Length; i++)
        {
            energy += bodies[i].Energy;
            for (int j = 0; j < i; j++) energy -= bodies[i].Mass * bodies[j].Mass / Distance(bodies, i, j);
        }

        return energy;
    }

    [Differentiable]
    public static double Flight(Body[] bodies)
    {
        for (int step = 0; step < 6; step++)
        {
            for (int i = 0; i < bodies.Length; i++)
            {
                ref Body body = ref bodies[i];
                int next = (i + 1) % bodies.Length;
                body.SpeedX += 0.1 * (bodies[next].X - body.X);
                body.SpeedY += 0.1 * (bodies[next].Y - body.Y) * body.X;
                if (body.SpeedX * body.X > 0.2) body.Hits++;
            }

            for (int i = 0; i < bodies.Length; i++) bodies[i].Move(0.2);
        }

        double sum = 0;
        foreach (Body body in bodies) sum += body.Energy * (1 + body.Hits) + body.X * body.Y;
        return sum;
    }

    [Differentiable]
    public static double Reach(ReadOnlySpan<Limb> limbs)
    {
        double x = 0, y = 0, turn = 0, work = 0;
        foreach (Limb limb in limbs)
        {
            turn += limb.Angle;
            (double alongX, double alongY) = limb.Along(turn);
            (x, y) = (x + alongX, y + alongY);
            work += x * limb.Length - y;
        }

        return work * work + Math.Sqrt(x * x + y * y) * limbs[^1].Length;
    }

    [Differentiable]
    public static double Bent(Span<Limb> limbs)
    {
        for (int i = 1; i < limbs.Length; i++)
        {
            limbs[i] = limbs[i] with { Angle = limbs[i].Angle + limbs[i - 1].Angle * limbs[i - 1].Length };
            limbs[i - 1] = new Limb(limbs[i].Length * Math.Sin(limbs[i].Angle), limbs[i - 1].Angle);
        }

        return limbs[0].Length * limbs[1].Length + limbs[2].Angle;
    }

    [Differentiable]
    public static double Pressed(Contact[] contacts)
    {
        var moments = new Limb[contacts.Length + 1];
        for (int i = 0; i < contacts.Length; i++)
        {
            contacts[i].Limb = contacts[i].Limb with { Length = contacts[i].Limb.Length * contacts[i].Load };
            contacts[i].Load *= Math.Cos(contacts[i].Limb.Angle);
            moments[i + 1] = new Limb(moments[i].Length + contacts[i].Limb.Length, moments[i].Angle - contacts[i].Load);
        }

        return moments[^1].Length * moments[^1].Angle;
    }

    [Differentiable]
    public static double Grouped(Body[] bodies)
    {
        Span<Body> front = bodies.AsSpan(0, 2), back = bodies.AsSpan(1);
        Slow(front, 0.9);
        Slow(back[^1..], front[1].X);
        return Energy(front) * Energy(back) + back.Length * bodies[0].X;
    }

    [Differentiable]
    public static double Pulled(Span<Body> bodies)
    {
        for (int step = 0; step < 4; step++)
        {
            double middle = 0;
            foreach (Body body in bodies) middle += body.X / bodies.Length;
            foreach (ref Body body in bodies)
            {
                body.SpeedX += 0.3 * (middle - body.X);
                body.Move(0.2);
            }
        }

        return Energy(bodies);
    }

    [Differentiable]
    public static double Halved(ReadOnlySpan<Limb> limbs)
    {
        double sum = 0;
        for (int from = 0; from < limbs.Length; from++)
        {
            ReadOnlySpan<Limb> rest = limbs[from..];
            sum += Turned(rest.Slice(0, (rest.Length + 1) / 2)) * Turned(rest);
        }

        return sum;
    }

    [Differentiable]
    public static double Moments(Contact[] contacts)
    {
        int n = contacts.Length;
        var moments = new Limb[2 * n];
        Span<Limb> first = moments.AsSpan(0, n), second = moments.AsSpan(n);
        for (int i = 0; i < n; i++)
        {
            first[i] = new(contacts[i].Load * contacts[i].Limb.Length, contacts[i].Limb.Angle);
            second[n - 1 - i] = first[i] with { Angle = first[i].Angle * first[i].Length };
        }

        return Turned(moments) + Turned(second[1..]);
    }

    private static void Slow(Span<Body> bodies, double factor)
    {
        for (int i = 0; i < bodies.Length; i++) bodies[i].SpeedX *= factor;
    }

    private static double Energy(ReadOnlySpan<Body> bodies)
    {
        double energy = 0;
        foreach (Body body in bodies) energy += body.Energy + 0.1 * body.X * body.X;
        return energy;
    }

    private static double Turned(ReadOnlySpan<Limb> limbs)
    {
        double turned = 0;
        foreach (Limb limb in limbs) turned += limb.Length * Math.Sin(limb.Angle);
        return turned;
    }

    private static double Distance(ReadOnlySpan<Body> bodies, int i, int j)
    {
        double x = bodies[i].X - bodies[j].X, y = bodies[i].Y - bodies[j].Y;
        return Math.Sqrt(x * x + y * y + 0.01);
    }
}
