using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SharpCommerce.Core.Audit;
using SharpCommerce.Core.Data;

namespace SharpCommerce.Payments;

internal sealed class PaymentConfiguration
    : IEntityTypeConfiguration<Payment>, IEntityTypeConfiguration<PaymentAttempt>, IEntityTypeConfiguration<PaymentMovement>, IEntityTypeConfiguration<LedgerEntry>
{
    public void Configure(EntityTypeBuilder<Payment> builder)
    {
        builder.TenantTable("payments", nameof(Payment.OrderId), nameof(Payment.Id));
        builder.Property(payment => payment.ProviderState);
        builder.Property(payment => payment.CaptureAtOnce);
        builder.Property(payment => payment.ReturnUrl);
        builder.Property(payment => payment.ShopName);
        builder.Property(payment => payment.ProtectedAction);
        builder.Property(payment => payment.CheckAt);
        builder.Property(payment => payment.Checks);
        builder.Property(payment => payment.Version).IsConcurrencyToken();
        builder.ToTable(table => table.HasCheckConstraint("ck_payments_amounts", "0 <= refunded AND refunded <= captured AND captured <= amount"));
        builder.HasIndex(payment => new { payment.TenantId, payment.Provider, payment.ProviderId }).IsUnique().HasFilter("provider_id IS NOT NULL");
        builder.HasIndex(payment => new { payment.TenantId, payment.Id });
        builder.HasIndex(payment => new { payment.TenantId, payment.CheckAt }).HasFilter("check_at IS NOT NULL");
        builder.HasMany(payment => payment.Attempts).WithOne().HasForeignKey(attempt => new { attempt.TenantId, attempt.OrderId, attempt.PaymentId }).OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(payment => payment.Movements).WithOne().HasForeignKey(movement => new { movement.TenantId, movement.OrderId, movement.PaymentId }).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<PaymentAttempt> builder)
    {
        builder.TenantTable("payment_attempts", nameof(PaymentAttempt.OrderId), nameof(PaymentAttempt.PaymentId), nameof(PaymentAttempt.Id));
        builder.HasIndex(attempt => new { attempt.TenantId, attempt.OperationKey }).IsUnique();
        // A call that failed for certain changed nothing; its key may be used again.
        builder.HasIndex(attempt => new { attempt.TenantId, attempt.PaymentId, attempt.CallerKeyHash }).IsUnique().HasFilter("caller_key_hash IS NOT NULL AND status <> 'failed'");
    }

    public void Configure(EntityTypeBuilder<PaymentMovement> builder)
    {
        builder.TenantTable("payment_movements", nameof(PaymentMovement.OrderId), nameof(PaymentMovement.PaymentId), nameof(PaymentMovement.Id));
        builder.ToTable(table => table.HasCheckConstraint("ck_payment_movements_amount", "amount > 0"));
        builder.HasIndex(movement => new { movement.TenantId, movement.Provider, movement.Kind, movement.ProviderId }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<LedgerEntry> builder)
    {
        builder.TenantTable("ledger_entries", nameof(LedgerEntry.Id));
        builder.ToTable(table => table.HasCheckConstraint("ck_ledger_entries_amount", "amount > 0"));
        builder.HasIndex(entry => new { entry.TenantId, entry.MovementId, entry.Kind }).IsUnique();
        builder.HasIndex(entry => new { entry.TenantId, entry.PaymentId });
        builder.IsAppendOnly().IsNotAudited();
    }
}
