using System.Numerics;
using DeepMfg.AutoDiff.Corpus.Arrays;

namespace DeepMfg.AutoDiff.Corpus.Records;

/// <summary>Masses between springs, and where they start.</summary>
[Differentiable]
public readonly partial record struct Springs(double Stiffness, double Damping, double[] Starts);

/// <summary>A lens, and where it stands.</summary>
[Differentiable]
public readonly partial record struct Lens(double Focus, double Distortion);

/// <summary>A camera: a nested record.</summary>
[Differentiable]
public readonly partial record struct Viewer(Lens Lens, (double X, double Y, double Z) Place, double Yaw);

/// <summary>A robot arm: lengths and angles of its links, and where it stands.</summary>
[Differentiable]
public readonly partial record struct Linkage(double[] Lengths, double[] Angles, (double X, double Y) Base);

/// <summary>A buffer in front of a machine.</summary>
[Differentiable]
public readonly partial record struct Buffer(double[] Levels, double Room);

/// <summary>A line of machines with a buffer.</summary>
[Differentiable]
public readonly partial record struct Lane(double[] Times, Buffer Buffer);

/// <summary>Two lines and the rates at which they are fed: records of arrays in a record of arrays.</summary>
[Differentiable]
public readonly partial record struct Plant(Lane First, Lane Second, double[] Rates);

/// <summary>A dimension with its tolerance.</summary>
[Differentiable]
public partial record Dimension(double Nominal, double Tolerance);

/// <summary>A dimension that was measured: an inherited record with an array.</summary>
[Differentiable]
public sealed partial record Measured(double Nominal, double Tolerance, double[] Readings) : Dimension(Nominal, Tolerance);

/// <summary>Two dimensions in a tuple.</summary>
[Differentiable]
public readonly partial record struct Fit((Lens Shaft, Lens Bore) Pair, double Load);

/// <summary>Machines: arrays of structs, nested records, tuples of records, inheritance.</summary>
public static partial class Machines
{
    private static readonly double[] s_times = [0.2, 0.5, 0.9];

    private static readonly Linkage s_arm = new([1.2, 0.8, 0.5], [0.3, -0.6, 0.9], (0.1, -0.2));

    private struct Mass
    {
        public double At, Speed;

        public readonly double Energy => 0.5 * Speed * Speed;

        public void Move(double time) => At += Speed * time;
    }

    private readonly record struct Point(double X, double Y)
    {
        public double Length => Math.Sqrt(X * X + Y * Y);

        public static Point operator -(Point a, Point b) => new(a.X - b.X, a.Y - b.Y);

        public static Point operator +(Point a, Point b) => new(a.X + b.X, a.Y + b.Y);

        public static double Cross(Point a, Point b) => a.X * b.Y - a.Y * b.X;
    }

    private struct Link
    {
        public Point Joint;
        public double Angle, Moment;
    }

    public static IEnumerable<ArrayCase> Cases =>
    [
        RecordCase.Of("masses on springs, by member", new Springs(1.3, 0.2, [0.1, -0.4, 0.9, 0.3]), Swing,
            (Springs s, ref Springs g) => SwingValueAndGradient(s, ref g), SwingJvp),
        RecordCase.Of("a swarm that is pulled together", new Springs(0.7, 0.5, [0.3, 1.1, -0.8]), Swarm,
            (Springs s, ref Springs g) => SwarmValueAndGradient(s, ref g), SwarmJvp),
        RecordCase.Of("a robot arm of structs", s_arm, Reach, (Linkage arm, ref Linkage g) => ReachValueAndGradient(arm, ref g), ReachJvp),
        RecordCase.Of("the area under an arm", s_arm, Area, (Linkage arm, ref Linkage g) => AreaValueAndGradient(arm, ref g), AreaJvp),
        RecordCase.Of("joints that are moved with 'with'", s_arm, Moved, (Linkage arm, ref Linkage g) => MovedValueAndGradient(arm, ref g), MovedJvp),
        RecordCase.Of("a camera that sees points", new Viewer(new(1.4, 0.05), (0.2, -0.1, 2.5), 0.3), Seen, SeenValueAndGradient, SeenJvp),
        RecordCase.Of("a camera that turns by a matrix", new Viewer(new(1.4, 0.05), (0.2, -0.1, 2.5), 0.3), Turned, TurnedValueAndGradient, TurnedJvp),
        RecordCase.Of("records of arrays in a record of arrays", PlantOf(), Made, (Plant plant, ref Plant g) => MadeValueAndGradient(plant, ref g), MadeJvp),
        RecordCase.Of("a line that is chosen", PlantOf(), Slower, (Plant plant, ref Plant g) => SlowerValueAndGradient(plant, ref g), SlowerJvp),
        RecordCase.Of("a chain of tolerances", new Dimension(12, 0.3), Chained, ChainedValueAndGradient, ChainedJvp),
        RecordCase.Of("an inherited record with an array", new Measured(1.2, 0.3, [1.1, 1.4, 1.25]), Deviation,
            (Measured m, ref Measured g) => DeviationValueAndGradient(m, ref g), DeviationJvp) with { Allocates = true },
        RecordCase.Of("a tuple of records", new Fit((new(1.2, 0.1), new(1.3, 0.2)), 0.7), Pressed, PressedValueAndGradient, PressedJvp),
    ];

    [Differentiable]
    public static double Swing(Springs springs)
    {
        var masses = new Mass[springs.Starts.Length];
        for (int i = 0; i < masses.Length; i++) masses[i].At = springs.Starts[i];
        foreach (double time in s_times)
        {
            for (int i = 0; i < masses.Length; i++)
            {
                double left = i == 0 ? 0 : masses[i - 1].At, right = i == masses.Length - 1 ? 0 : masses[i + 1].At;
                masses[i].Speed += time * (springs.Stiffness * (left + right - 2 * masses[i].At) - springs.Damping * masses[i].Speed);
            }

            for (int i = 0; i < masses.Length; i++) masses[i].Move(time);
        }

        double energy = 0;
        foreach (Mass mass in masses) energy += mass.Energy + 0.5 * springs.Stiffness * mass.At * mass.At;
        return energy;
    }

    [Differentiable]
    public static double Swarm(Springs springs)
    {
        Mass[] masses = [new() { At = springs.Starts[0] }, new() { At = springs.Starts[1], Speed = 0.3 }, new() { At = springs.Starts[2] }];
        for (int trip = 0; trip < 4; trip++)
        {
            double mean = 0;
            foreach (Mass mass in masses) mean += mass.At / masses.Length;
            for (int i = 0; i < masses.Length; i++)
            {
                Mass mass = masses[i];
                mass.Speed = springs.Damping * mass.Speed + springs.Stiffness * Math.Tanh(mean - mass.At);
                mass.Move(0.5);
                masses[i] = mass;
            }
        }

        return masses[0].At * masses[1].Speed + masses[2].At * masses[^1].Speed;
    }

    [Differentiable]
    public static double Reach(Linkage arm)
    {
        var links = new Link[arm.Lengths.Length + 1];
        links[0].Joint = new Point(arm.Base.X, arm.Base.Y);
        for (int i = 0; i < arm.Lengths.Length; i++)
        {
            links[i + 1].Angle = links[i].Angle + arm.Angles[i];
            (double sin, double cos) = Math.SinCos(links[i + 1].Angle);
            links[i + 1].Joint = links[i].Joint + new Point(arm.Lengths[i] * cos, arm.Lengths[i] * sin);
        }

        Point end = links[^1].Joint;
        for (int i = links.Length - 1; i >= 0; i--) links[i].Moment = Point.Cross(end - links[i].Joint, new Point(0.3, -1));
        double work = 0;
        foreach (Link link in links) work += link.Moment * link.Moment;
        return work + end.Length;
    }

    [Differentiable]
    public static double Area(Linkage arm)
    {
        var corners = new Point[3];
        for (int i = 0; i < corners.Length; i++)
        {
            corners[i] = new(arm.Lengths[i] * Math.Cos(arm.Angles[i]), arm.Base.Y + arm.Lengths[i] * Math.Sin(arm.Angles[i]));
        }

        double area = 0;
        for (int i = 0; i < corners.Length; i++) area += Point.Cross(corners[i], corners[(i + 1) % corners.Length]);
        return 0.5 * area * arm.Base.X;
    }

    [Differentiable]
    public static double Moved(Linkage arm)
    {
        Point[] joints = [new(arm.Base.X, 1), new(1, arm.Base.Y)];
        for (int i = 0; i < 3; i++)
        {
            joints[0] = joints[0] with { X = joints[1].Y * arm.Lengths[i] };
            joints[1] = joints[1] with { Y = joints[0].X + arm.Angles[i], X = joints[1].X * 0.5 };
        }

        return joints[0].Length * joints[1].Y + joints[1].X;
    }

    [Differentiable]
    public static double Seen(Viewer camera)
    {
        double miss = 0;
        for (int i = 0; i < 4; i++)
        {
            (double u, double v) = Project(camera, (0.3 * i, 0.2 - 0.1 * i, 1 + i));
            miss += (u - 0.1 * i) * (u - 0.1 * i) + v * v;
        }

        return miss;
    }

    [Differentiable]
    public static double Turned(Viewer camera)
    {
        var turn = Matrix4x4.CreateRotationY(0.5f);
        Viewer other = camera with { Yaw = camera.Yaw * turn.M11, Lens = camera.Lens with { Focus = camera.Lens.Focus * camera.Place.Z } };
        (double u, double v) = Project(other, (0.3, 0.2, 1));
        return u * v + other.Lens.Focus;
    }

    [Differentiable]
    public static double Made(Plant plant) =>
        Through(plant.First, plant.Rates[0]) * Through(plant.Second, plant.Rates[1]) + plant.First.Buffer.Room * plant.Rates[1];

    [Differentiable]
    public static double Slower(Plant plant)
    {
        Lane line = Through(plant.First, 1) < Through(plant.Second, 1) ? plant.First : plant.Second;
        return Through(line, plant.Rates[0]) * line.Buffer.Levels[0];
    }

    [Differentiable]
    public static double Chained(Dimension dimension)
    {
        (double Size, double Spread)[] parts = [(1, 0), (2, 0), (3, 0)];
        double size = 0, spread = 0;
        foreach ((double factor, double _) in parts)
        {
            size += factor * dimension.Nominal;
            spread += factor * factor * dimension.Tolerance * dimension.Tolerance;
        }

        return size * Math.Sqrt(spread) / dimension.Nominal;
    }

    [Differentiable]
    public static double Deviation(Measured measured)
    {
        double sum = 0;
        foreach (double reading in measured.Readings)
        {
            double off = (reading - measured.Nominal) / measured.Tolerance;
            sum += off * off;
        }

        return Math.Sqrt(sum / measured.Readings.Length);
    }

    [Differentiable]
    public static double Pressed(Fit fit)
    {
        (Lens shaft, Lens bore) = fit.Pair;
        Lens mean = new((shaft.Focus + bore.Focus) / 2, shaft.Distortion * bore.Distortion);
        return fit.Load * Math.Exp(bore.Focus - shaft.Focus) + mean.Focus * mean.Distortion;
    }

    private static Plant PlantOf() => new(new([0.8, 1.1, 0.9], new([0.2, 0.5], 1.4)), new([1.2, 0.7], new([0.6], 0.9)), [0.5, 0.8]);

    private static double Through(Lane line, double rate)
    {
        double flow = rate;
        foreach (double time in line.Times) flow = flow / (1 + flow * time);
        double level = 0;
        foreach (double one in line.Buffer.Levels) level += one * one;
        return flow + line.Buffer.Room * level;
    }

    private static (double U, double V) Project(Viewer camera, (double X, double Y, double Z) point)
    {
        (double sin, double cos) = Math.SinCos(camera.Yaw);
        double x = cos * (point.X - camera.Place.X) + sin * point.Z, y = point.Y - camera.Place.Y;
        double depth = camera.Place.Z + cos * point.Z - sin * point.X;
        (double u, double v) = (camera.Lens.Focus * x / depth, camera.Lens.Focus * y / depth);
        double bend = 1 + camera.Lens.Distortion * (u * u + v * v);
        return (u * bend, v * bend);
    }
}
