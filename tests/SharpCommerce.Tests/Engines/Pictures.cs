namespace SharpCommerce.Tests.Engines;

/// <summary>Pictures of six by four pixels, one of each kind and of each way in which a kind is stored.</summary>
internal static class Pictures
{
    internal static byte[] Png { get; } = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAYAAAAECAIAAAAiZtkUAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAAEUlEQVQImWM4EaCBhhjIFQIAg4geAQIjk5IAAAAASUVORK5CYII=");

    internal static byte[] Gif { get; } = Convert.FromBase64String("R0lGODlhBgAEAIAAAExpcchQKCH5BAUAAAAALAAAAAAGAAQAAAIEjI+pVwA7");

    internal static byte[] Jpeg { get; } = Convert.FromBase64String(
        "/9j/2wBDACgcHiMeGSgjISMtKygwPGRBPDc3PHtYXUlkkYCZlo+AjIqgtObDoKrarYqMyP/L2u71////m8H////6/+b9//j/2wBDASstLTw1PHZBQXb4pYyl+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj/wAAR"
        + "CAAEAAYDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAL/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFQEBAQAAAAAAAAAAAAAAAAAAAwT/xAAUEQEAAAAAAAAAAAAAAAAAAAAA/9oADAMBAAIRAxEAPwCAALH/2Q==");

    internal static byte[] ProgressiveJpeg { get; } = [.. Jpeg[..FrameOf(Jpeg)], 0xFF, 0xC2, .. Jpeg[(FrameOf(Jpeg) + 2)..]];

    internal static byte[] Webp { get; } = Convert.FromBase64String("UklGRjIAAABXRUJQVlA4ICYAAACQAQCdASoGAAQABUB8JaACdLoAA5gA/su367xaYofamCSMnIAAAA==");

    internal static byte[] LosslessWebp { get; } = Convert.FromBase64String("UklGRh4AAABXRUJQVlA4TBEAAAAvBcAAAAdQqCIXpf+BiOh/AAA=");

    internal static byte[] ExtendedWebp { get; } = Convert.FromBase64String("UklGRlYAAABXRUJQVlA4WAoAAAAQAAAABQAAAwAAQUxQSAoAAAABB1DAiAhERP8DVlA4ICYAAACQAQCdASoGAAQABUB8JaACdLoAA5gA/su367xaYofamCSMnIAAAA==");

    internal static byte[] Avif { get; } = Convert.FromBase64String(
        "AAAAHGZ0eXBhdmlmAAAAAG1pZjFhdmlmbWlhZgAAANZtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAACJpbG9jAAAAAERAAAEAAQAAAAAA+gABAAAAAAAAACEAAAAjaWluZgAAAAAAAQAAABVpbmZlAgAAAAABAABhdjAxAAAAAA5waXRt"
        + "AAAAAAABAAAAVmlwcnAAAAA4aXBjbwAAAAxhdjFDgSACAAAAABRpc3BlAAAAAAAAAAYAAAAEAAAAEHBpeGkAAAAAAwgICAAAABZpcG1hAAAAAAAAAAEAAQOBAgMAAAApbWRhdBIACgg4CG7SAhoNIDITHYJixOAAFgAAkDWOOpcfmuTKgA==");

    internal static IReadOnlyDictionary<string, byte[]> All { get; } = new Dictionary<string, byte[]>
    {
        ["png"] = Png,
        ["gif"] = Gif,
        ["jpeg"] = Jpeg,
        ["jpeg, progressive"] = ProgressiveJpeg,
        ["webp"] = Webp,
        ["webp, lossless"] = LosslessWebp,
        ["webp, extended"] = ExtendedWebp,
        ["avif"] = Avif,
    };

    private static int FrameOf(byte[] jpeg) => jpeg.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]);
}
