using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SharpCommerce.Core.Data;

namespace SharpCommerce.Shipping;

internal sealed class ShippingConfiguration : IEntityTypeConfiguration<ShippingMethod>
{
    public void Configure(EntityTypeBuilder<ShippingMethod> builder)
    {
        builder.TenantTable("shipping_methods", nameof(ShippingMethod.Id));
        builder.JsonColumn(method => method.Countries);
        builder.Property(method => method.Version).IsConcurrencyToken();
        builder.ToTable(table => table.HasCheckConstraint("ck_shipping_methods_price", "price >= 0"));
    }
}
