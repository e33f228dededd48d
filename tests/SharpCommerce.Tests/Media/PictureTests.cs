using System.Text;
using SharpCommerce.Media;
using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Media;

public sealed class PictureTests
{
    [Fact]
    public void Every_kind_of_picture_is_known_by_its_content()
    {
        foreach (var (kind, content) in Pictures.All)
        {
            var picture = Picture.Read(content);
            Assert.NotNull(picture);
            Assert.Equal((kind.Split(',')[0], 6, 4), ($"{picture.Value.Format}".ToLowerInvariant(), picture.Value.Width, picture.Value.Height));
        }
    }

    [Fact]
    public void What_is_cut_short_is_refused_or_still_read_and_never_fails()
    {
        foreach (var content in Pictures.All.Values)
        {
            for (var length = 0; length < content.Length; length++)
                _ = Picture.Read(content.AsSpan(0, length));
            Assert.Null(Picture.Read(content.AsSpan(0, 12)));
        }
    }

    [Fact]
    public void Any_other_byte_never_fails()
    {
        foreach (var content in Pictures.All.Values)
        {
            for (var at = 0; at < content.Length; at++)
            {
                foreach (var value in (byte[])[0x00, 0x01, 0x7F, 0x80, 0xFF])
                {
                    var changed = content.ToArray();
                    changed[at] = value;
                    _ = Picture.Read(changed);
                }
            }
        }
    }

    [Theory]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"6\" height=\"4\"/>")]
    [InlineData("<!doctype html><script>alert(1)</script>")]
    [InlineData("%PDF-1.7")]
    [InlineData("BM......................................................")]
    [InlineData("")]
    public void Anything_else_is_none(string text) => Assert.Null(Picture.Read(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void A_picture_without_a_side_or_with_a_giant_one_is_refused()
    {
        foreach (var side in (byte[][])[[0, 0, 0, 0], [0x7F, 0xFF, 0xFF, 0xFF], [0xFF, 0xFF, 0xFF, 0xFF]])
        {
            var png = Pictures.Png.ToArray();
            side.CopyTo(png, 16);
            Assert.Null(Picture.Read(png));
        }
    }
}
