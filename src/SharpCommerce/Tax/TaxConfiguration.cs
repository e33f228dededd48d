using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SharpCommerce.Core.Data;

namespace SharpCommerce.Tax;

internal sealed class TaxConfiguration : IEntityTypeConfiguration<TaxRate>
{
    public void Configure(EntityTypeBuilder<TaxRate> builder)
    {
        builder.TenantTable("tax_rates", nameof(TaxRate.Country));
        builder.Property(rate => rate.Version).IsConcurrencyToken();
        builder.ToTable(table => table.HasCheckConstraint("ck_tax_rates_rate", "rate_ppm >= 0 AND rate_ppm <= 1000000"));
    }
}
