using System.Buffers.Binary;
using System.ComponentModel;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace SharpCommerce.Benchmarks;

/// <summary>The few system calls for which .NET has no equal.</summary>
internal static partial class Linux
{
    /// <summary>The CPU time that the calling thread has used, user and system.</summary>
    public static TimeSpan ThreadCpu()
    {
        const int ThreadCpuClock = 3;
        return clock_gettime(ThreadCpuClock, out TimeSpec time) == 0
            ? TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromMicroseconds(time.Nanoseconds / 1000)
            : throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int clock_gettime(int clock, out TimeSpec time);

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int epoll_create1(int flags);

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int epoll_ctl(int epoll, int operation, int descriptor, ref byte change);

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int epoll_wait(int epoll, ref byte events, int maxEvents, int timeoutMilliseconds);

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int close(int descriptor);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }

    /// <summary>Says which of many sockets can be read or written, in one call on the caller's own thread.</summary>
    internal sealed class Poller : IDisposable
    {
        private const int Interrupted = 4;
        private const uint Readable = 1;
        private const uint Writable = 4;

        // The kernel packs its struct on x64 only.
        private static readonly int Size = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;

        private readonly int _descriptor;
        private readonly byte[] _events;

        public Poller(int maxEvents)
        {
            _events = new byte[maxEvents * Size];
            _descriptor = epoll_create1(0);
            if (_descriptor < 0)
            {
                throw new Win32Exception(Marshal.GetLastPInvokeError());
            }
        }

        /// <summary>Watches a socket until it is closed.</summary>
        public void Add(Socket socket, int tag) => Control(1, socket, tag, Readable);

        public void Change(Socket socket, int tag, bool awaitWritable) => Control(3, socket, tag, awaitWritable ? Readable | Writable : Readable);

        /// <summary>Waits, and returns how many tags are there for <see cref="Tag"/>.</summary>
        public int Wait(TimeSpan timeout)
        {
            int count = epoll_wait(_descriptor, ref _events[0], _events.Length / Size, (int)timeout.TotalMilliseconds);
            if (count < 0 && Marshal.GetLastPInvokeError() != Interrupted)
            {
                throw new Win32Exception(Marshal.GetLastPInvokeError());
            }

            return Math.Max(count, 0);
        }

        public int Tag(int index) => BinaryPrimitives.ReadInt32LittleEndian(_events.AsSpan((index * Size) + Size - 8));

        public void Dispose() => _ = close(_descriptor);

        private void Control(int operation, Socket socket, int tag, uint interest)
        {
            Span<byte> change = stackalloc byte[Size];
            BinaryPrimitives.WriteUInt32LittleEndian(change, interest);
            BinaryPrimitives.WriteInt32LittleEndian(change[(Size - 8)..], tag);
            if (epoll_ctl(_descriptor, operation, (int)socket.SafeHandle.DangerousGetHandle(), ref change[0]) < 0)
            {
                throw new Win32Exception(Marshal.GetLastPInvokeError());
            }
        }
    }
}
