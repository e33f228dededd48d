using Microsoft.EntityFrameworkCore;
using SharpCommerce.Core.Tenancy;

namespace SharpCommerce.Core.Jobs;

/// <summary>Reads a job's file back, with one piece of it in memory and no transaction open between pieces.</summary>
internal sealed class JobInputStream(TenantDb db, Id<Job> jobId) : Stream
{
    private ReadOnlyMemory<byte> _rest;
    private int _next;
    private bool _ended;

    /// <summary>How many bytes were read.</summary>
    internal long BytesRead { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_rest.IsEmpty && !_ended)
            await FetchAsync(cancellationToken);
        var read = Math.Min(buffer.Length, _rest.Length);
        _rest[..read].CopyTo(buffer);
        _rest = _rest[read..];
        BytesRead += read;
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private async Task FetchAsync(CancellationToken cancellationToken)
    {
        await using var session = await db.ReadAsync(cancellationToken);
        var piece = await session.Set<JobInput>().Where(input => input.JobId == jobId && input.Sequence == _next).Select(input => input.Data).SingleOrDefaultAsync(cancellationToken);
        _rest = piece;
        _ended = piece is null;
        _next++;
    }
}
