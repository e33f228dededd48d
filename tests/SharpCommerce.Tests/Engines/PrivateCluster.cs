using System.Diagnostics;

namespace SharpCommerce.Tests.Engines;

/// <summary>A PostgreSQL of a test's own, to be stopped and started again.</summary>
internal sealed class PrivateCluster : IAsyncDisposable
{
    private readonly string _folder;
    private string _port = "";

    private PrivateCluster(string folder) => _folder = folder;

    internal string Url { get; private set; } = "";

    /// <summary>The folder that holds the repository's scripts.</summary>
    internal static string Root { get; } = FindRoot();

    internal static async Task<PrivateCluster> StartAsync()
    {
        // Not below the tests' own folder: a socket's path is short, and another user must reach it.
        var cluster = new PrivateCluster(Directory.CreateDirectory($"/tmp/sharpcommerce-{Guid.NewGuid():N}"[..30]).FullName);
        cluster.Url = await RunAsync(Script, "start", cluster._folder, "--owner", $"{Environment.ProcessId}");
        cluster._port = new Uri(cluster.Url).Port.ToString();
        return cluster;
    }

    /// <summary>Stops it as a crash would.</summary>
    internal Task StopAsync() => ControlAsync("stop", "-m", "immediate", "-w");

    /// <summary>It keeps its connections, takes new ones and answers nobody.</summary>
    internal Task FreezeAsync() => SignalAsync("-STOP");

    internal Task ThawAsync() => SignalAsync("-CONT");

    /// <summary>Starts it again at the same address.</summary>
    internal Task RestartAsync() => ControlAsync("start", "-l", Path.Combine(_folder, "log"), "-w", "-o", $"-p {_port}");

    /// <summary>The id of PostgreSQL's first process.</summary>
    internal async Task<int> PostmasterAsync() => int.Parse((await File.ReadAllLinesAsync(Path.Combine(_folder, "data", "postmaster.pid")))[0]);

    public async ValueTask DisposeAsync() => await RunAsync(Script, "stop", _folder);

    private static string Script => Path.Combine(Root, "scripts", "postgres-test-cluster");

    private async Task SignalAsync(string signal)
    {
        var postmaster = (await File.ReadAllLinesAsync(Path.Combine(_folder, "data", "postmaster.pid")))[0];
        // The one that makes others goes first, and its children are looked up when it can make no more.
        await RunAsync("kill", signal, postmaster);
        // One that ends meanwhile needs none.
        await RunAsync(["sh", "-c", "kill \"$@\" || true", "sh", signal, .. (await File.ReadAllTextAsync($"/proc/{postmaster}/task/{postmaster}/children")).Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
    }

    private async Task ControlAsync(params string[] arguments)
    {
        var control = Path.Combine((await File.ReadAllTextAsync(Path.Combine(_folder, "sharpcommerce-test-cluster"))).Trim(), "pg_ctl");
        string[] call = [control, arguments[0], "-D", Path.Combine(_folder, "data"), "-s", .. arguments[1..]];
        // PostgreSQL refuses to run as root.
        await RunAsync(Environment.UserName == "root" ? ["runuser", "-u", "postgres", "--", .. call] : call);
    }

    private static async Task<string> RunAsync(params string[] command)
    {
        // Through a file: what the command leaves running would keep a pipe open.
        var output = Path.Combine(TestDatabases.NewFolder(), "output");
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "out=$1; shift; \"$@\" >\"$out\" 2>&1 </dev/null", "sh", output, .. command]) { WorkingDirectory = "/" })!;
        await process.WaitForExitAsync();
        var text = (await File.ReadAllTextAsync(output)).Trim();
        return process.ExitCode == 0 ? text : throw new InvalidOperationException($"{string.Join(' ', command)} failed: {text}");
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "scripts", "postgres-test-cluster")))
            folder = folder.Parent ?? throw new InvalidOperationException("The repository's scripts are not above the tests.");
        return folder.FullName;
    }
}
