using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SharpCommerce.Core.Data;

namespace SharpCommerce.Users;

internal sealed class UserConfiguration : IEntityTypeConfiguration<User>
{
    public void Configure(EntityTypeBuilder<User> builder)
    {
        builder.TenantTable("users", nameof(User.Id));
        builder.Property(user => user.NormalizedEmail);
        builder.Property(user => user.PasswordHash);
        builder.HasIndex(user => new { user.TenantId, user.NormalizedEmail }).IsUnique();
    }
}
