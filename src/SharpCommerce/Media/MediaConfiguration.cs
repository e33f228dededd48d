using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SharpCommerce.Core.Audit;
using SharpCommerce.Core.Data;

namespace SharpCommerce.Media;

internal sealed class MediaConfiguration : IEntityTypeConfiguration<MediaFile>, IEntityTypeConfiguration<MediaContent>
{
    public void Configure(EntityTypeBuilder<MediaFile> builder)
    {
        builder.TenantTable("media_files", nameof(MediaFile.Id));
        builder.Ignore(file => file.Url);
        builder.HasIndex(file => new { file.TenantId, file.Sha256 }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<MediaContent> builder)
    {
        builder.TenantTable("media_contents", nameof(MediaContent.MediaId));
        builder.IsNotAudited();
        builder.HasOne<MediaFile>().WithOne().HasForeignKey<MediaContent>(content => new { content.TenantId, content.MediaId }).OnDelete(DeleteBehavior.Cascade);
    }
}
