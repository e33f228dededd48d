using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SharpCommerce.Core.Audit;
using SharpCommerce.Core.Data;
using SharpCommerce.Users.Keys;
using SharpCommerce.Users.Oidc;
using SharpCommerce.Users.Roles;
using SharpCommerce.Users.Sessions;
using SharpCommerce.Users.Tokens;

namespace SharpCommerce.Users;

internal sealed class UserConfiguration
    : IEntityTypeConfiguration<User>, IEntityTypeConfiguration<UserRole>, IEntityTypeConfiguration<Role>, IEntityTypeConfiguration<Session>,
        IEntityTypeConfiguration<OneTimeToken>, IEntityTypeConfiguration<RecoveryCode>, IEntityTypeConfiguration<ApiKey>, IEntityTypeConfiguration<SigningKey>, IEntityTypeConfiguration<UserLogin>
{
    public void Configure(EntityTypeBuilder<User> builder)
    {
        builder.TenantTable("users", nameof(User.Id));
        builder.Property(user => user.Name).IsPersonal();
        builder.Property(user => user.NormalizedEmail);
        builder.Property(user => user.PasswordHash);
        builder.Property(user => user.ProtectedTwoFactorKey);
        builder.Property(user => user.TwoFactorStep);
        builder.Property(user => user.Version).IsConcurrencyToken();
        builder.HasIndex(user => new { user.TenantId, user.NormalizedEmail }).IsUnique();
        builder.HasMany(user => user.Roles).WithOne().HasForeignKey(role => new { role.TenantId, role.UserId }).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<UserRole> builder)
    {
        builder.TenantTable("user_roles", nameof(UserRole.UserId), nameof(UserRole.Role));
        builder.HasIndex(role => new { role.TenantId, role.Role });
    }

    public void Configure(EntityTypeBuilder<Role> builder)
    {
        builder.TenantTable("roles", nameof(Role.Id));
        builder.JsonColumn(role => role.Permissions);
        builder.Property(role => role.Version).IsConcurrencyToken();
        builder.HasIndex(role => new { role.TenantId, role.Name }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<Session> builder)
    {
        builder.TenantTable("sessions", nameof(Session.Id));
        builder.HasIndex(session => new { session.TenantId, session.UserId });
        builder.HasOne<User>().WithMany().HasForeignKey(session => new { session.TenantId, session.UserId }).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<OneTimeToken> builder)
    {
        builder.TenantTable("one_time_tokens", nameof(OneTimeToken.Hash));
        builder.IsNotAudited();
        builder.HasOne<User>().WithMany().HasForeignKey(token => new { token.TenantId, token.UserId }).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<RecoveryCode> builder)
    {
        builder.TenantTable("recovery_codes", nameof(RecoveryCode.UserId), nameof(RecoveryCode.Hash));
        builder.IsNotAudited();
        builder.HasOne<User>().WithMany().HasForeignKey(code => new { code.TenantId, code.UserId }).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<UserLogin> builder)
    {
        builder.TenantTable("user_logins", nameof(UserLogin.Issuer), nameof(UserLogin.Subject));
        builder.HasIndex(login => new { login.TenantId, login.UserId });
        builder.HasOne<User>().WithMany().HasForeignKey(login => new { login.TenantId, login.UserId }).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<ApiKey> builder)
    {
        builder.TenantTable("api_keys", nameof(ApiKey.Id));
        builder.Property(key => key.Hash);
        builder.Property(key => key.PreviousHash);
        builder.JsonColumn(key => key.Permissions);
        builder.Property(key => key.Version).IsConcurrencyToken();
    }

    public void Configure(EntityTypeBuilder<SigningKey> builder)
    {
        builder.ToTable("signing_keys");
        builder.HasKey(key => key.Id);
        builder.Property(key => key.Id).ValueGeneratedNever();
    }
}
