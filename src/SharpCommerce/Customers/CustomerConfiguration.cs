using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SharpCommerce.Core.Data;
using SharpCommerce.Users;

namespace SharpCommerce.Customers;

internal sealed class CustomerConfiguration : IEntityTypeConfiguration<CustomerProfile>, IEntityTypeConfiguration<CustomerAddress>
{
    public void Configure(EntityTypeBuilder<CustomerProfile> builder)
    {
        builder.TenantTable("customers", nameof(CustomerProfile.UserId));
        builder.HasOne<User>().WithOne().HasForeignKey<CustomerProfile>(profile => new { profile.TenantId, profile.UserId }).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<CustomerAddress>().WithMany().HasForeignKey(profile => new { profile.TenantId, profile.UserId, profile.DefaultShippingAddressId }).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<CustomerAddress> builder)
    {
        builder.TenantTable("customer_addresses", nameof(CustomerAddress.CustomerId), nameof(CustomerAddress.Id));
        builder.JsonColumn(address => address.Address);
        builder.HasOne<User>().WithMany().HasForeignKey(address => new { address.TenantId, address.CustomerId }).OnDelete(DeleteBehavior.Cascade);
    }
}
