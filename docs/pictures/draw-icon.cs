#:property PublishAot=false
// Draws icon.png, the picture of the packages: a curve, and its tangent at a point. Run it in this folder: dotnet run draw-icon.cs
using System.Buffers.Binary;
using System.IO.Compression;

const int Size = 128, Samples = 4;
byte[] night = [18, 32, 58], curve = [120, 200, 255], tangent = [255, 170, 70];

using var rows = new MemoryStream();
for (int row = 0; row < Size; row++)
{
    rows.WriteByte(0);
    for (int column = 0; column < Size; column++) rows.Write(PixelAt(column, row));
}

using FileStream file = File.Create("icon.png");
file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
Span<byte> header = stackalloc byte[13];
BinaryPrimitives.WriteInt32BigEndian(header, Size);
BinaryPrimitives.WriteInt32BigEndian(header[4..], Size);
(header[8], header[9]) = (8, 2);
Write("IHDR", header);
using var packed = new MemoryStream();
using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true)) rows.WriteTo(zlib);
Write("IDAT", packed.ToArray());
Write("IEND", []);

// The colour of a pixel is the mean of points in it, so that edges are smooth.
byte[] PixelAt(int column, int row)
{
    Span<int> sum = stackalloc int[3];
    for (int i = 0; i < Samples * Samples; i++)
    {
        double x = (column + (i % Samples + 0.5) / Samples) / Size, y = 1 - (row + (i / Samples + 0.5) / Samples) / Size;
        byte[] colour = Near(x, y, Height(x), Slope(x), 0.035) ? curve : night;
        const double At = 0.42;
        if (Near(x, y, Height(At) + Slope(At) * (x - At), Slope(At), 0.022)) colour = tangent;
        if (Math.Sqrt((x - At) * (x - At) + (y - Height(At)) * (y - Height(At))) < 0.06) colour = tangent;
        for (int k = 0; k < 3; k++) sum[k] += colour[k];
    }
    return [(byte)(sum[0] / (Samples * Samples)), (byte)(sum[1] / (Samples * Samples)), (byte)(sum[2] / (Samples * Samples))];
}

static double Height(double x) => 0.2 + 2.6 * x * x * (1.15 - x);

static double Slope(double x) => 2.6 * (2 * 1.15 * x - 3 * x * x);

static bool Near(double x, double y, double height, double slope, double width) => Math.Abs(y - height) / Math.Sqrt(1 + slope * slope) < width;

void Write(string kind, ReadOnlySpan<byte> data)
{
    Span<byte> number = stackalloc byte[4];
    BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
    file.Write(number);
    byte[] whole = [.. kind.Select(static c => (byte)c), .. data];
    file.Write(whole);
    BinaryPrimitives.WriteUInt32BigEndian(number, Check(whole));
    file.Write(number);
}

// The check sum of PNG: the remainder of a division of polynomials over two elements.
static uint Check(byte[] data)
{
    uint sum = uint.MaxValue;
    foreach (byte part in data)
    {
        sum ^= part;
        for (int bit = 0; bit < 8; bit++) sum = (sum & 1) != 0 ? sum >> 1 ^ 0xEDB88320 : sum >> 1;
    }
    return ~sum;
}
