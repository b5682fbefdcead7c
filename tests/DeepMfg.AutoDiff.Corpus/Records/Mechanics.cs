using DeepMfg.AutoDiff.Corpus.Arrays;

namespace DeepMfg.AutoDiff.Corpus.Records;

/// <summary>A camera with distortion.</summary>
[Differentiable]
public readonly partial record struct Camera(double Focal, double K1, double K2, Vec3 Position, [property: NoDerivative] double Scale, string Name);

/// <summary>A rotation.</summary>
[Differentiable]
public readonly partial record struct Turn(double W, double X, double Y, double Z)
{
    public Turn Unit
    {
        get
        {
            double length = Math.Sqrt(W * W + X * X + Y * Y + Z * Z);
            return new(W / length, X / length, Y / length, Z / length);
        }
    }

    public static Turn operator *(Turn a, Turn b) => new(
        a.W * b.W - a.X * b.X - a.Y * b.Y - a.Z * b.Z,
        a.W * b.X + a.X * b.W + a.Y * b.Z - a.Z * b.Y,
        a.W * b.Y - a.X * b.Z + a.Y * b.W + a.Z * b.X,
        a.W * b.Z + a.X * b.Y - a.Y * b.X + a.Z * b.W);

    public Vec3 Apply(Vec3 v)
    {
        Turn turned = this * new Turn(0, v.X, v.Y, v.Z) * new Turn(W, -X, -Y, -Z);
        return new(turned.X, turned.Y, turned.Z);
    }
}

/// <summary>A material whose constructor validates.</summary>
[Differentiable]
public partial record struct Material
{
    public Material(double stiffness, double poisson)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(stiffness);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(poisson, 0.5);
        Stiffness = stiffness;
        Poisson = poisson;
    }

    public double Stiffness { get; set; }

    public double Poisson { get; set; }

    public readonly double Shear => Stiffness / (2 * (1 + Poisson));

    public readonly double Bulk() => Stiffness / (3 * (1 - 2 * Poisson));
}

/// <summary>An arm of two links.</summary>
[Differentiable]
public partial record struct Arm(double Upper, double Lower)
{
    [Differentiable]
    public readonly double Reach(double shoulder, double elbow)
    {
        double x = Upper * Math.Cos(shoulder) + Lower * Math.Cos(shoulder + elbow);
        double y = Upper * Math.Sin(shoulder) + Lower * Math.Sin(shoulder + elbow);
        return x * x + 2 * y;
    }
}

/// <summary>The state of a mass on a spring.</summary>
[Differentiable]
public partial record struct Spring(double Position, double Speed, double Mass, double Stiffness, double Damping);

/// <summary>Cameras, rotations, materials, arms, springs.</summary>
public static partial class Mechanics
{
    public static IEnumerable<ArrayCase> Cases =>
    [
        RecordCase.Of("pinhole camera", new Camera(1.1, 0.1, -0.05, new(0.1, 0.2, -3), 2, "left"), Project, ProjectValueAndGradient, ProjectJvp),
        RecordCase.Of("rotation by a quaternion", new Turn(0.9, 0.2, -0.3, 0.4), Rotate, RotateValueAndGradient, RotateJvp),
        RecordCase.Of("turned several times", new Turn(0.9, 0.2, -0.3, 0.4), Spin, SpinValueAndGradient, SpinJvp),
        RecordCase.Of("a constructor that validates", new Material(210, 0.3), Waves, WavesValueAndGradient, WavesJvp),
        RecordCase.Of("a value made by a constructor", new Material(2.1, 0.3), Softened, SoftenedValueAndGradient, SoftenedJvp),
        RecordCase.Of(
            "a method of a marked type", new Arm(1, 0.8), arm => arm.Reach(0.3, 0.9), ReachOf, (arm, direction) => arm.ReachJvp(0.3, 0.9, direction, 0, 0)),
        RecordCase.Of("time stepping of a record", new Spring(1, 0.2, 0.9, 4, 0.3), Oscillate, OscillateValueAndGradient, OscillateJvp),
        RecordCase.Of("Runge–Kutta over a record", new Spring(1, 0.2, 0.9, 4, 0.3), RungeKutta, RungeKuttaValueAndGradient, RungeKuttaJvp),
    ];

    [Differentiable]
    public static double Project(Camera camera)
    {
        double error = 0;
        for (int i = 0; i < 5; i++)
        {
            Vec3 point = new(0.2 * i - 0.4, 0.1 * i, 1 + 0.3 * i);
            (double u, double v) = Image(camera, point);
            error += (u - 0.1 * i) * (u - 0.1 * i) + v * v;
        }
        return error;
    }

    private static (double U, double V) Image(in Camera camera, Vec3 point)
    {
        Vec3 seen = Vec3.Sum(point, -1 * camera.Position);
        double x = seen.X / seen.Z, y = seen.Y / seen.Z, r = x * x + y * y;
        double distorted = camera.Focal * camera.Scale * (1 + r * (camera.K1 + camera.K2 * r));
        return (distorted * x, distorted * y);
    }

    [Differentiable]
    public static double Rotate(Turn turn)
    {
        Vec3 v = turn.Unit.Apply(new(1, 2, 3));
        return v.X * v.Y - v.Z;
    }

    [Differentiable]
    public static double Spin(Turn turn)
    {
        Turn all = new(1, 0, 0, 0);
        for (int i = 0; i < 5; i++) all *= turn.Unit;
        return all.X + 2 * all.Y * all.W;
    }

    [Differentiable]
    public static double Waves(Material material) => Math.Sqrt((material.Bulk() + 4 * material.Shear / 3) / 7.8) + Math.Sqrt(material.Shear / 7.8);

    [Differentiable]
    public static double Softened(Material material)
    {
        Material soft = new(0.9 * material.Stiffness * material.Poisson, material.Poisson * material.Poisson);
        soft.Stiffness += material.Poisson;
        return soft.Shear * soft.Bulk();
    }

    [Differentiable]
    public static double Oscillate(Spring spring)
    {
        const double Step = 0.05;
        for (int i = 0; i < 30; i++)
        {
            double force = -spring.Stiffness * spring.Position - spring.Damping * spring.Speed;
            spring.Speed += Step * force / spring.Mass;
            spring.Position += Step * spring.Speed;
        }
        return spring.Position * spring.Position + spring.Speed;
    }

    [Differentiable]
    public static double RungeKutta(Spring spring)
    {
        Spring state = spring;
        for (int i = 0; i < 10; i++)
        {
            (double V, double A) k1 = Slope(state), k2 = Slope(Moved(state, k1, 0.05)), k3 = Slope(Moved(state, k2, 0.05)), k4 = Slope(Moved(state, k3, 0.1));
            state = Moved(state, ((k1.V + 2 * k2.V + 2 * k3.V + k4.V) / 6, (k1.A + 2 * k2.A + 2 * k3.A + k4.A) / 6), 0.1);
        }
        return state.Position;
    }

    private static (double V, double A) Slope(Spring s) => (s.Speed, (-s.Stiffness * s.Position - s.Damping * s.Speed) / s.Mass);

    private static Spring Moved(Spring s, (double V, double A) slope, double step) =>
        s with { Position = s.Position + step * slope.V, Speed = s.Speed + step * slope.A };

    private static (double Value, Arm Gradient) ReachOf(Arm arm)
    {
        (double value, (Arm gradient, double _, double _)) = arm.ReachValueAndGradient(0.3, 0.9);
        return (value, gradient);
    }
}
