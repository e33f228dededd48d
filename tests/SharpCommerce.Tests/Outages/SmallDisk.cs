using System.Diagnostics;
using Xunit;

namespace SharpCommerce.Tests.Outages;

/// <summary>A file system of a few megabytes, to be filled up.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private const int Block = 4096;

    private SmallDisk(string path) => Path = path;

    internal string Path { get; }

    private string Ballast => System.IO.Path.Combine(Path, "ballast");

    /// <summary>Mounts one; skips the test where that is not allowed.</summary>
    internal static async Task<SmallDisk> MountAsync(int megabytes, string owner = "root")
    {
        var path = Directory.CreateTempSubdirectory("sharpcommerce-disk-").FullName;
        var failure = await RunAsync("mount", "-t", "tmpfs", "-o", $"size={megabytes}m,mode=0700", "tmpfs", path);
        if (failure is null && owner != "root")
            failure = await RunAsync("chown", owner, path);
        if (failure is not null)
            Directory.Delete(path);
        Assert.SkipWhen(failure is not null, $"A small file system cannot be mounted here, which needs root: {failure}");
        return new(path);
    }

    /// <summary>Takes all room that is left.</summary>
    internal void Fill()
    {
        using var ballast = new FileStream(Ballast, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        var block = new byte[Block];
        try
        {
            while (true)
                ballast.Write(block);
        }
        catch (IOException)
        {
            // Full, which is what was wanted.
        }
    }

    internal void MakeRoom() => File.Delete(Ballast);

    public async ValueTask DisposeAsync()
    {
        await RunAsync("umount", "-l", Path);
        Directory.Delete(Path);
    }

    private static async Task<string?> RunAsync(params string[] command)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true })!;
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? null : error.Trim();
    }
}
