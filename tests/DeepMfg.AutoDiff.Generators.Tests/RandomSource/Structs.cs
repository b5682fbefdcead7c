namespace DeepMfg.AutoDiff.Generators.Tests.RandomSource;

/// <summary>Structs and records of numbers: made, copied, changed in place and by <c>with</c>, nested, handed to callees.</summary>
internal sealed class Structs(Context context)
{
    private static readonly string[] s_link = ["Length", "Angle"], s_frame = ["First.Length", "First.Angle", "Offset"];

    private readonly Reals _reals = new(context);

    private Draw Draw => context.Draw;

    private string Link => $"Link{context.Types}";

    private string Frame => $"Frame{context.Types}";

    /// <summary>The types that a program's statements use.</summary>
    public static string Types(string type, Precision precision)
    {
        (string real, string maths, string suffix) = (precision.Real, precision.Maths, precision.Suffix);
        return $$"""
            internal record struct Link{{type}}({{real}} Length, {{real}} Angle)
            {
                public readonly {{real}} Reach => Length * {{maths}}.Cos(Angle);

                public void Turn({{real}} by)
                {
                    Angle += by;
                    if (Angle > 2) Length *= 0.9{{suffix}};
                }

                public readonly Link{{type}} Scaled({{real}} by) => this with { Length = Length * by };

                public static Link{{type}} operator +(Link{{type}} a, Link{{type}} b) => new(a.Length + 0.5{{suffix}} * b.Length, a.Angle - b.Reach);
            }

            internal struct Frame{{type}}
            {
                public Link{{type}} First;
                public {{real}} Offset;

                public Frame{{type}}(Link{{type}} first, {{real}} offset)
                {
                    First = first;
                    Offset = offset + first.Reach;
                }
            }

            internal static class Moves{{type}}
            {
                internal static {{real}} Swing(ref Link{{type}} link, {{real}} by)
                {
                    link.Turn(by);
                    return link.Reach * by;
                }

                internal static (Link{{type}} Near, Link{{type}} Far) Apart(Link{{type}} link, {{real}} at) => (link.Scaled(at), new(link.Length - at, link.Angle * at));

                internal static void Push(ref Frame{{type}} frame, in Link{{type}} by)
                {
                    frame.First += by;
                    frame.Offset = frame.Offset * 0.5{{suffix}} + by.Length;
                }
            }

            """;
    }

    /// <summary>A number that a struct tells.</summary>
    public static string? Read(Context context)
    {
        List<Local> links = context.Scope.All(Kind.Link);
        return links.Count == 0 ? null : $"{context.Draw.Of(links).Name}.Reach";
    }

    public void One()
    {
        List<Local> links = context.Scope.All(Kind.Link), frames = context.Scope.All(Kind.Frame);
        if (links.Count < 2 || Draw.Chance(15))
        {
            Declare(links);
        }
        else if (Draw.Chance(30))
        {
            Framed(links, frames);
        }
        else
        {
            Change(links);
        }
    }

    private void Declare(List<Local> links)
    {
        string a = _reals.Of(1), b = _reals.Of(2), other = links.Count > 0 ? Draw.Of(links).Name : $"new {Link}(0.5{context.Precision.Suffix}, 1)";
        string value = Draw.Do(
            () => $"new({a}, {b})",
            () => $"new() {{ Angle = {a}, Length = {b} }}",
            () => $"new {Link}(Angle: {a}, Length: {b})",
            () => other,
            () => $"{other} with {{ Length = {a} }}",
            () => $"{other}.Scaled({a})",
            () => $"Moves{context.Types}.Apart({other}, {a}).Far");
        string name = context.Fresh();
        context.Line($"{Link} {name} = {value};");
        Know(name, Kind.Link, s_link);
    }

    private void Change(List<Local> links)
    {
        string x = Draw.Of(links).Name, y = Draw.Of(links).Name, a = _reals.Of(1), moves = $"Moves{context.Types}";
        List<Local> reals = [.. context.Scope.Writable(Kind.Real).Where(static local => local.Passable)];
        string to = reals.Count > 0 ? Draw.Of(reals).Name : "_", turned = context.Fresh();
        context.Line(Draw.Do(
            () => $"{x}.Turn({a});",
            () => $"{x}.Length = {a};",
            () => $"{x}.Angle += {_reals.Literal(0.1, 0.5)} * {a};",
            () => $"{x} = {x} with {{ Angle = {a} }};",
            () => $"{x} += {y};",
            () => $"{x} = {new Conditions(context).Of(1)} ? {y} : {y}.Scaled({a});",
            () => x == y ? ";" : $"({x}, {y}) = ({y}, {x});",
            () => x == y ? ";" : $"({x}, {y}) = {moves}.Apart({x}, {a});",
            () => $"{to} = {moves}.Swing(ref {x}, {a});",
            () => to == "_" ? ";" : $"({to}, _) = {x};",
            () => $"if ({x} is {{ Length: > 0.5{context.Precision.Suffix}, Angle: var {turned} }}) {x}.Length = {turned} * {a};",
            () => $"{to} = ({x} + {y}.Scaled({a})).Reach;"));
    }

    private void Framed(List<Local> links, List<Local> frames)
    {
        string a = _reals.Of(1), link = Draw.Of(links).Name;
        if (frames.Count == 0 || Draw.Chance(25))
        {
            string value = Draw.Do(() => $"new({link}, {a})", () => $"new() {{ First = {link}, Offset = {a} }}", () => $"default({Frame})");
            string name = context.Fresh();
            context.Line($"{Frame} {name} = {value};");
            Know(name, Kind.Frame, s_frame);
            return;
        }

        string frame = Draw.Of(frames).Name;
        context.Line(Draw.Do(
            () => $"{frame}.First.Turn({a});",
            () => $"{frame}.First.Length = {a};",
            () => $"{frame}.First = {link};",
            () => $"{link} = {frame}.First;",
            () => $"{frame}.Offset -= {a};",
            () => $"{frame} = {frame} with {{ Offset = {a} }};",
            () => $"Moves{context.Types}.Push(ref {frame}, {link});",
            () => $"Moves{context.Types}.Swing(ref {frame}.First, {a});"));
    }

    private void Know(string name, Kind kind, string[] members)
    {
        context.Scope.Add(new Local(name, kind));
        foreach (string member in members)
        {
            context.Scope.Add(new Local($"{name}.{member}", Kind.Real));
        }
    }
}
