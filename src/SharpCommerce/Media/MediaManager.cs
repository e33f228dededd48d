using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using SharpCommerce.Core;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Tenancy;

namespace SharpCommerce.Media;

/// <summary>The pictures of a tenant. They lie in its database, so that every node serves them and a backup has them.</summary>
public sealed class MediaManager
{
    /// <summary>The largest picture, in bytes.</summary>
    public const int MaxBytes = 10 << 20;

    private const int MaxFiles = 50_000;

    // Addresses of pictures stand in JSON; a digest needs no escaping there.
    private static readonly SqlStatement Users = new(
        """
        SELECT 1 FROM products WHERE tenant_id = $1 AND media LIKE $2
        UNION ALL SELECT 1 FROM settings WHERE tenant_id = $1 AND value LIKE $2 LIMIT 1
        """);

    private static readonly SqlStatement Content = new(
        "SELECT c.content FROM media_files f JOIN media_contents c ON c.tenant_id = f.tenant_id AND c.media_id = f.id WHERE f.tenant_id = $1 AND f.sha256 = $2 AND f.format = $3");

    private readonly TenantDb _db;
    private readonly TimeProvider _clock;

    internal MediaManager(TenantDb db, TimeProvider clock)
    {
        _db = db;
        _clock = clock;
    }

    /// <summary>Keeps a picture: PNG, JPEG, WebP, GIF or AVIF, by its content. The same picture is kept once.</summary>
    /// <param name="content">The file.</param>
    /// <param name="name">Its name, for staff.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The picture, and whether it is new.</returns>
    /// <exception cref="CommerceException"><c>validation_failed</c>, <c>payload_too_large</c>.</exception>
    public async Task<(MediaFile File, bool IsNew)> AddAsync(Stream content, string? name = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (name is not null && (name.Length > InputRules.MaxText || InputRules.FreeText(name) is not null))
            throw InputRules.Invalid("name", $"must be at most {InputRules.MaxText} characters of text.");
        var bytes = await ReadAsync(content, cancellationToken);
        if (Picture.Read(bytes) is not { } picture)
            throw InputRules.Invalid("body", "must be a PNG, JPEG, WebP, GIF or AVIF picture of at most 20000 pixels a side.");
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        await using var session = await _db.WriteAsync(cancellationToken);
        if (await FindAsync(session, sha256, cancellationToken) is { } known)
            return (known, false);
        if (await session.Set<MediaFile>().CountAsync(cancellationToken) >= MaxFiles)
            throw InputRules.Invalid("body", $"cannot be added: a tenant has at most {MaxFiles} pictures.");
        var file = new MediaFile(Id<MediaFile>.New(_clock), sha256, picture, bytes.Length, name, _clock.Now());
        session.Context.Add(file);
        session.Context.Add(new MediaContent(file.Id, bytes));
        try
        {
            await session.SaveAndCommitAsync(cancellationToken);
        }
        catch (DbUpdateException failure) when (_db.Database.UniqueViolation(failure) is not null)
        {
            // Somebody uploaded the same picture at the same time.
            await using var again = await _db.ReadAsync(cancellationToken);
            return (await FindAsync(again, sha256, cancellationToken) ?? throw CommerceErrors.Stale(), false);
        }
        return (file, true);
    }

    /// <summary>The pictures, last uploaded first.</summary>
    /// <exception cref="CommerceException"><c>validation_failed</c>.</exception>
    public async Task<Page<MediaFile>> ListAsync(int limit = 20, string? cursor = null, CancellationToken cancellationToken = default)
    {
        if (limit is < 1 or > 100)
            throw InputRules.Invalid("limit", "must be from 1 to 100.");
        const string Sort = "created_at";
        var after = Cursor.Decode(cursor, Sort, numeric: true);
        await using var session = await _db.ReadAsync(cancellationToken);
        var files = session.Set<MediaFile>().AsNoTracking();
        if (after is { } last)
        {
            var lastId = new Id<MediaFile>(last.Id);
            files = files.Where(file => file.Id.CompareTo(lastId) < 0);
        }
        var found = await files.OrderByDescending(file => file.Id).Take(limit + 1).ToListAsync(cancellationToken);
        return new([.. found.Take(limit)], found.Count > limit ? Cursor.Encode(Sort, 0, found[limit - 1].Id.Value) : null);
    }

    /// <summary>A picture; null when there is none.</summary>
    public async Task<MediaFile?> FindAsync(Id<MediaFile> id, CancellationToken cancellationToken = default)
    {
        await using var session = await _db.ReadAsync(cancellationToken);
        return await session.Set<MediaFile>().AsNoTracking().SingleOrDefaultAsync(file => file.Id == id, cancellationToken);
    }

    /// <summary>Removes a picture that neither a product nor the shop's settings show.</summary>
    /// <exception cref="CommerceException"><c>not_found</c>, <c>in_use</c>.</exception>
    public async Task DeleteAsync(Id<MediaFile> id, CancellationToken cancellationToken = default)
    {
        var file = await FindAsync(id, cancellationToken) ?? throw CommerceErrors.NotFound("picture");
        if (await _db.QueryAsync([Users.With($"%{file.Sha256}%")], (rows, token) => rows.ReadAsync(token), cancellationToken))
            throw CommerceErrors.InUse("A product or the shop's settings show this picture; take it out there first.");
        await using var session = await _db.WriteAsync(cancellationToken);
        session.Context.Remove(file);
        try
        {
            await session.SaveAndCommitAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw CommerceErrors.NotFound("picture");
        }
    }

    /// <summary>The bytes of a picture; null when there is none.</summary>
    internal Task<byte[]?> ContentAsync(string sha256, PictureFormat format, CancellationToken cancellationToken) => _db.QueryAsync(
        [Content.With(sha256, SnakeEnum<PictureFormat>.Write(format))], async (rows, token) => await rows.ReadAsync(token) ? rows.BytesOrNull(0) : null, cancellationToken);

    private static Task<MediaFile?> FindAsync(DbSession session, string sha256, CancellationToken cancellationToken) =>
        session.Set<MediaFile>().AsNoTracking().SingleOrDefaultAsync(file => file.Sha256 == sha256, cancellationToken);

    private static async Task<byte[]> ReadAsync(Stream content, CancellationToken cancellationToken)
    {
        using var file = new MemoryStream();
        var piece = new byte[64 * 1024];
        for (int read; (read = await content.ReadAsync(piece, cancellationToken)) > 0; file.Write(piece, 0, read))
        {
            if (file.Length + read > MaxBytes)
                throw new CommerceException(new(ErrorKind.TooLarge, "payload_too_large", $"The picture has more than {MaxBytes >> 20} MiB."));
        }
        return file.ToArray();
    }
}
