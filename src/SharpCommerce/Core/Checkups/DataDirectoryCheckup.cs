using System.Globalization;
using System.Runtime.CompilerServices;
using SharpCommerce.Core.Secrets;

namespace SharpCommerce.Core.Checkups;

/// <summary>Where files lie, and the key among them.</summary>
internal sealed class DataDirectoryCheckup(CommerceOptions options, SecretProtector secrets) : ICheckup
{
    private const long Little = 1L << 30;
    private const long TooLittle = 100L << 20;

    public async IAsyncEnumerable<Finding> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        var folder = Path.GetFullPath(options.DataDirectory);
        if (Directory.Exists(folder))
        {
            yield return Writable(folder);
            yield return Space(folder);
        }
        else
        {
            yield return new("data directory", FindingLevel.Warn, $"{folder} does not exist.", "The server makes it when it needs it; if it should be there already, look at DATA_DIRECTORY and the working directory.");
        }
        yield return Key();
    }

    /// <summary>By a file that is gone when it is closed: asking the system alone is wrong on network drives.</summary>
    private static Finding Writable(string folder)
    {
        try
        {
            using var probe = new FileStream(Path.Combine(folder, $".doctor-{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            return new("data directory", FindingLevel.Ok, $"{folder} can be written to.");
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            return new("data directory", FindingLevel.Fail, $"{folder} cannot be written to.", "Give the server's user the right to write there, or name another folder in DATA_DIRECTORY.");
        }
    }

    private static Finding Space(string folder)
    {
        var free = new DriveInfo(folder).AvailableFreeSpace;
        var message = $"{(free >> 20).ToString("N0", CultureInfo.InvariantCulture)} MiB are free.";
        return free < TooLittle ? new("disk", FindingLevel.Fail, message, "Make room: writes fail when the disk is full.")
            : free < Little ? new("disk", FindingLevel.Warn, message, "Make room soon.")
            : new("disk", FindingLevel.Ok, message);
    }

    private Finding Key()
    {
        if (!secrets.HasKey)
            return new("secrets key", FindingLevel.Warn, "There is none yet.", "The server makes a file in DATA_DIRECTORY when it needs one. With several nodes set SECRETS_KEY, the same on each.");
        try
        {
            secrets.Check();
            return new("secrets key", FindingLevel.Ok, options.SecretsKey is null ? "It is in a file in DATA_DIRECTORY: keep a copy apart from database backups." : "It is in SECRETS_KEY.");
        }
        catch (Exception unusable) when (unusable is InvalidOperationException or FormatException or IOException or UnauthorizedAccessException)
        {
            return new("secrets key", FindingLevel.Fail, "It cannot be read, or is not 32 bytes in base64.", "Bring the right key back; a new one does not open what the old one closed.");
        }
    }
}
