using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SharpCommerce.Core.Data;

namespace SharpCommerce.Inventory;

internal sealed class InventoryConfiguration : IEntityTypeConfiguration<InventoryItem>, IEntityTypeConfiguration<StockMovement>
{
    public void Configure(EntityTypeBuilder<InventoryItem> builder)
    {
        builder.TenantTable("inventory_items", nameof(InventoryItem.VariantId));
        builder.Ignore(item => item.Available);
        builder.Ignore(item => item.Version);
        // Updates are conditional anyway; this keeps a stock row that was sold from meanwhile from being removed.
        builder.Property(item => item.Reserved).IsConcurrencyToken();
        builder.ToTable(table =>
        {
            table.HasCheckConstraint("ck_inventory_items_on_hand", "on_hand >= 0");
            table.HasCheckConstraint("ck_inventory_items_reserved", "reserved >= 0 AND reserved <= on_hand");
        });
    }

    public void Configure(EntityTypeBuilder<StockMovement> builder)
    {
        builder.TenantTable("stock_movements", nameof(StockMovement.Id));
        builder.HasIndex(movement => new { movement.TenantId, movement.VariantId, movement.Id });
        builder.HasOne<InventoryItem>().WithMany().HasForeignKey(movement => new { movement.TenantId, movement.VariantId }).OnDelete(DeleteBehavior.Cascade);
    }
}
