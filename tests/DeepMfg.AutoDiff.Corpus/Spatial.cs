using System.Numerics;

namespace DeepMfg.AutoDiff.Corpus;

/// <summary>Rotations, arms, cameras: .NET's vectors, quaternions and matrices.</summary>
public static partial class Spatial
{
    private record struct Motion(Vector3 At, Quaternion Turn);

    [Differentiable]
    [Sample(1f, -0.5f, 2f, 0.3f, 1.2f, -0.4f, 0.8f)]
    public static Vector3 Rotated(Vector3 v, Vector3 axis, float angle) =>
        Vector3.Transform(v, Quaternion.CreateFromAxisAngle(Vector3.Normalize(axis), angle));

    [Differentiable]
    [Sample(0.1f, 0.2f, -0.4f, 0.9f, -0.3f, 0.5f, 0.2f, 0.6f, 0.3f)]
    [Sample(0.5f, 0.1f, 0.2f, -0.9f, -0.3f, 0.5f, 0.2f, 0.6f, 0.7f)]
    public static Quaternion Between(Quaternion a, Quaternion b, float t) =>
        Quaternion.Slerp(Quaternion.Normalize(a), Quaternion.Normalize(b), t) * Quaternion.Conjugate(a) + Quaternion.Lerp(a, b, t) / Quaternion.Inverse(b);

    [Differentiable]
    [Sample(0.4f, -0.7f, 1.1f, 0.5f, 1f, -0.2f)]
    public static float Reach(float shoulder, float elbow, float wrist, Vector3 target)
    {
        Matrix4x4 hand = Matrix4x4.CreateRotationX(wrist) * Matrix4x4.CreateTranslation(0, 0.3f, 0)
            * Matrix4x4.CreateRotationZ(elbow) * Matrix4x4.CreateTranslation(0.8f, 0, 0) * Matrix4x4.CreateRotationY(shoulder);
        return Vector3.DistanceSquared(Vector3.Transform(new Vector3(0.1f, 0.4f, 0), hand), target);
    }

    [Differentiable]
    [Sample(0.3f, 0.7f, 3)]
    public static Vector3 Chained(float angle, float length, int joints)
    {
        Matrix4x4 frame = Matrix4x4.Identity;
        for (int i = 0; i < joints; i++)
        {
            frame = Matrix4x4.CreateFromYawPitchRoll(angle, 0.5f * angle, 0) * Matrix4x4.CreateTranslation(0, length, 0) * frame;
            if (frame.M42 > 0.5f) length *= 0.9f;
        }
        return frame.Translation;
    }

    [Differentiable]
    [Sample(0.2f, 0.5f, -0.3f, 2f, 1.5f, 4f, 0.9f)]
    public static Vector2 Projected(Vector3 point, Vector3 eye, float fieldOfView)
    {
        Matrix4x4 camera = Matrix4x4.CreateLookAt(eye, Vector3.Zero, Vector3.UnitY) * Matrix4x4.CreatePerspectiveFieldOfView(fieldOfView, 1.5f, 0.1f, 10);
        Vector4 clip = Vector4.Transform(point, camera);
        return new Vector2(clip.X, clip.Y) / clip.W;
    }

    [Differentiable]
    [Sample(1f, -2f, 0.5f, 0.3f, 0.7f, -1.1f, 0.4f)]
    public static float Bounced(Vector3 a, Vector3 b, float t)
    {
        Vector3 mixed = Vector3.Lerp(a, b, t), normal = Vector3.Normalize(Vector3.Cross(a, b));
        Vector3 reflected = Vector3.Reflect(mixed, normal);
        reflected.X -= t;
        float size = reflected.Length();
        return size > 0.1f ? size + Vector3.Dot(Vector3.Abs(reflected), Vector3.SquareRoot(Vector3.Max(a * a, b * b))) : Vector3.Distance(a, b);
    }

    [Differentiable]
    [Sample(0f, 0f, 0.1f, 1f, 0.4f, -0.2f, 0.6f, 1f, 2f, 3f)]
    public static float Spun(Quaternion turn, Vector3 rate, ref Vector3 at)
    {
        Motion motion = new(at, turn);
        for (int i = 0; i < 4; i++)
        {
            Quaternion change = new Quaternion(rate, 0) * motion.Turn * 0.05f;
            motion = motion with { Turn = Quaternion.Normalize(motion.Turn + change), At = motion.At + 0.1f * Vector3.Transform(rate, motion.Turn) };
        }
        at = motion.At;
        return motion.Turn.LengthSquared() + Quaternion.Dot(turn, motion.Turn);
    }

    [Differentiable]
    [Sample(2f, 0.1f, 0f, 0.3f, -0.2f, 1.5f, 0.4f, 0f, 0.1f, 0f, 1.8f, -0.1f, 0.5f, 0.2f, -0.3f, 1f, 0.7f, -0.4f, 1.2f)]
    public static Vector3 Solved(Matrix4x4 map, Vector3 image) => Matrix4x4.Invert(map, out Matrix4x4 inverse)
        ? Vector3.Transform(image, Matrix4x4.Transpose(inverse)) + inverse.Translation * map.GetDeterminant() : image;

    [Differentiable]
    [Sample(1.2f, -0.7f, 0.4f, 0.6f, -0.3f)]
    public static Vector2 Mapped(Vector2 point, float angle, Vector2 center)
    {
        Matrix3x2 map = Matrix3x2.CreateRotation(angle, center) * Matrix3x2.CreateScale(new Vector2(1.2f, 0.8f)) + Matrix3x2.CreateSkew(0.1f, angle);
        return Matrix3x2.Invert(map, out Matrix3x2 back) ? Vector2.Transform(point, map) + Vector2.TransformNormal(center, back) : point;
    }
}
