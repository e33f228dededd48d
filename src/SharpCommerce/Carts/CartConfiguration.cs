using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SharpCommerce.Core.Data;
using SharpCommerce.Products;
using SharpCommerce.Shipping;
using SharpCommerce.Users;

namespace SharpCommerce.Carts;

internal sealed class CartConfiguration : IEntityTypeConfiguration<Cart>, IEntityTypeConfiguration<CartLine>
{
    public void Configure(EntityTypeBuilder<Cart> builder)
    {
        builder.TenantTable("carts", nameof(Cart.Id));
        builder.Property(cart => cart.ShippingCountry);
        builder.JsonColumn(cart => cart.ShippingAddress);
        builder.JsonColumn(cart => cart.BillingAddress);
        builder.HasOne<ShippingMethod>().WithMany().HasForeignKey(cart => new { cart.TenantId, cart.ShippingMethodId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(cart => new { cart.TenantId, cart.ShippingMethodId });
        builder.HasOne<User>().WithMany().HasForeignKey(cart => new { cart.TenantId, cart.CustomerId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(cart => new { cart.TenantId, cart.CustomerId }).HasFilter("customer_id IS NOT NULL");
    }

    public void Configure(EntityTypeBuilder<CartLine> builder)
    {
        builder.TenantTable("cart_lines", nameof(CartLine.CartId), nameof(CartLine.Id));
        builder.ToTable(table => table.HasCheckConstraint("ck_cart_lines_quantity", "quantity > 0"));
        builder.HasIndex(line => new { line.TenantId, line.CartId, line.VariantId }).IsUnique();
        builder.HasIndex(line => new { line.TenantId, line.VariantId });
        builder.HasOne<Cart>().WithMany().HasForeignKey(line => new { line.TenantId, line.CartId }).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Variant>().WithMany().HasForeignKey(line => new { line.TenantId, line.VariantId }).OnDelete(DeleteBehavior.Cascade);
    }
}
