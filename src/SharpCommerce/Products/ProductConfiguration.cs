using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SharpCommerce.Core.Audit;
using SharpCommerce.Core.Data;
using SharpCommerce.Inventory;

namespace SharpCommerce.Products;

internal sealed class ProductConfiguration
    : IEntityTypeConfiguration<Product>, IEntityTypeConfiguration<Variant>, IEntityTypeConfiguration<Category>, IEntityTypeConfiguration<ProductCategory>, IEntityTypeConfiguration<FormerSlug>
{
    public void Configure(EntityTypeBuilder<Product> builder)
    {
        builder.TenantTable("products", nameof(Product.Id));
        builder.Property(product => product.TitleSort);
        builder.Property(product => product.Keywords).IsNoSecret();
        builder.Property(product => product.SearchText);
        builder.JsonColumn(product => product.Tags);
        builder.JsonColumn(product => product.Options);
        builder.JsonColumn(product => product.Media);
        builder.JsonColumn(product => product.Seo);
        builder.Property(product => product.Version).IsConcurrencyToken();
        builder.HasIndex(product => new { product.TenantId, product.Slug }).IsUnique();
        builder.HasIndex(product => new { product.TenantId, product.PublishedAt, product.Id });
        builder.HasIndex(product => new { product.TenantId, product.PriceMin, product.Id });
        builder.HasIndex(product => new { product.TenantId, product.TitleSort, product.Id });
        builder.HasMany(product => product.Variants).WithOne().HasForeignKey(variant => new { variant.TenantId, variant.ProductId }).OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(product => product.Categories).WithOne().HasForeignKey(place => new { place.TenantId, place.ProductId }).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<Variant> builder)
    {
        builder.TenantTable("variants", nameof(Variant.Id));
        builder.ToTable(table =>
        {
            table.HasCheckConstraint("ck_variants_price", "price >= 0");
            table.HasCheckConstraint("ck_variants_compare_at_price", "compare_at_price >= 0");
        });
        builder.JsonColumn(variant => variant.Options);
        builder.HasIndex(variant => new { variant.TenantId, variant.Sku }).IsUnique();
        builder.HasIndex(variant => new { variant.TenantId, variant.ProductId });
        builder.HasOne(variant => variant.Inventory).WithOne()
            .HasForeignKey<InventoryItem>(item => new { item.TenantId, item.VariantId }).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<Category> builder)
    {
        builder.TenantTable("categories", nameof(Category.Id));
        builder.Property(category => category.Version).IsConcurrencyToken();
        builder.HasIndex(category => new { category.TenantId, category.Slug }).IsUnique();
        builder.HasIndex(category => new { category.TenantId, category.ParentId });
        builder.HasOne<Category>().WithMany().HasForeignKey(category => new { category.TenantId, category.ParentId }).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<ProductCategory> builder)
    {
        builder.TenantTable("product_categories", nameof(ProductCategory.CategoryId), nameof(ProductCategory.ProductId));
        builder.HasIndex(place => new { place.TenantId, place.ProductId });
        builder.HasOne<Category>().WithMany().HasForeignKey(place => new { place.TenantId, place.CategoryId }).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<FormerSlug> builder)
    {
        builder.TenantTable("former_slugs", nameof(FormerSlug.Slug));
        builder.HasIndex(former => new { former.TenantId, former.ProductId });
        builder.HasOne<Product>().WithMany().HasForeignKey(former => new { former.TenantId, former.ProductId }).OnDelete(DeleteBehavior.Cascade);
    }
}
