using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SharpCommerce.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class Payments : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_orders_cart_id",
                table: "orders");

            migrationBuilder.AddColumn<string>(
                name: "attention",
                table: "payments",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "authorized_until",
                table: "payments",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "capture_at_once",
                table: "payments",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "check_at",
                table: "payments",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "checks",
                table: "payments",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "decline",
                table: "payments",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "decline_code",
                table: "payments",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "protected_action",
                table: "payments",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "provider_id",
                table: "payments",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "provider_state",
                table: "payments",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "return_url",
                table: "payments",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "sandbox",
                table: "payments",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "shop_name",
                table: "payments",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "version",
                table: "payments",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "payment_due_at",
                table: "orders",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "ledger_entries",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    order_id = table.Column<Guid>(type: "uuid", nullable: false),
                    payment_id = table.Column<Guid>(type: "uuid", nullable: false),
                    movement_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    currency = table.Column<string>(type: "text", nullable: false),
                    occurred_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ledger_entries", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_ledger_entries_amount", "amount > 0");
                });

            migrationBuilder.CreateTable(
                name: "payment_attempts",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    order_id = table.Column<Guid>(type: "uuid", nullable: false),
                    payment_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    operation = table.Column<string>(type: "text", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    operation_key = table.Column<string>(type: "text", nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    final = table.Column<bool>(type: "boolean", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true),
                    actor = table.Column<string>(type: "text", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    caller_key_hash = table.Column<byte[]>(type: "bytea", nullable: true),
                    failure_code = table.Column<string>(type: "text", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    sent_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_payment_attempts", x => new { x.tenant_id, x.order_id, x.payment_id, x.id });
                    table.ForeignKey(
                        name: "fk_payment_attempts_payments",
                        columns: x => new { x.tenant_id, x.order_id, x.payment_id },
                        principalTable: "payments",
                        principalColumns: new[] { "tenant_id", "order_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "payment_movements",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    order_id = table.Column<Guid>(type: "uuid", nullable: false),
                    payment_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    provider = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    provider_id = table.Column<string>(type: "text", nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    attempt_id = table.Column<Guid>(type: "uuid", nullable: true),
                    failure_code = table.Column<string>(type: "text", nullable: true),
                    fee = table.Column<long>(type: "bigint", nullable: true),
                    fee_currency = table.Column<string>(type: "text", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_payment_movements", x => new { x.tenant_id, x.order_id, x.payment_id, x.id });
                    table.CheckConstraint("ck_payment_movements_amount", "amount > 0");
                    table.ForeignKey(
                        name: "fk_payment_movements_payments",
                        columns: x => new { x.tenant_id, x.order_id, x.payment_id },
                        principalTable: "payments",
                        principalColumns: new[] { "tenant_id", "order_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_payments_check_at",
                table: "payments",
                columns: new[] { "tenant_id", "check_at" },
                filter: "check_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_payments_id",
                table: "payments",
                columns: new[] { "tenant_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_payments_provider_provider_id",
                table: "payments",
                columns: new[] { "tenant_id", "provider", "provider_id" },
                unique: true,
                filter: "provider_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_orders_cart_id",
                table: "orders",
                columns: new[] { "tenant_id", "cart_id" },
                unique: true,
                filter: "status <> 'canceled'");

            migrationBuilder.CreateIndex(
                name: "ix_ledger_entries_movement_id_kind",
                table: "ledger_entries",
                columns: new[] { "tenant_id", "movement_id", "kind" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_ledger_entries_payment_id",
                table: "ledger_entries",
                columns: new[] { "tenant_id", "payment_id" });

            migrationBuilder.CreateIndex(
                name: "ix_payment_attempts_operation_key",
                table: "payment_attempts",
                columns: new[] { "tenant_id", "operation_key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_payment_attempts_payment_id_caller_key_hash",
                table: "payment_attempts",
                columns: new[] { "tenant_id", "payment_id", "caller_key_hash" },
                unique: true,
                filter: "caller_key_hash IS NOT NULL AND status <> 'failed'");

            migrationBuilder.CreateIndex(
                name: "ix_payment_movements_provider_kind_provider_id",
                table: "payment_movements",
                columns: new[] { "tenant_id", "provider", "kind", "provider_id" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ledger_entries");

            migrationBuilder.DropTable(
                name: "payment_attempts");

            migrationBuilder.DropTable(
                name: "payment_movements");

            migrationBuilder.DropIndex(
                name: "ix_payments_check_at",
                table: "payments");

            migrationBuilder.DropIndex(
                name: "ix_payments_id",
                table: "payments");

            migrationBuilder.DropIndex(
                name: "ix_payments_provider_provider_id",
                table: "payments");

            migrationBuilder.DropIndex(
                name: "ix_orders_cart_id",
                table: "orders");

            migrationBuilder.DropColumn(
                name: "attention",
                table: "payments");

            migrationBuilder.DropColumn(
                name: "authorized_until",
                table: "payments");

            migrationBuilder.DropColumn(
                name: "capture_at_once",
                table: "payments");

            migrationBuilder.DropColumn(
                name: "check_at",
                table: "payments");

            migrationBuilder.DropColumn(
                name: "checks",
                table: "payments");

            migrationBuilder.DropColumn(
                name: "decline",
                table: "payments");

            migrationBuilder.DropColumn(
                name: "decline_code",
                table: "payments");

            migrationBuilder.DropColumn(
                name: "protected_action",
                table: "payments");

            migrationBuilder.DropColumn(
                name: "provider_id",
                table: "payments");

            migrationBuilder.DropColumn(
                name: "provider_state",
                table: "payments");

            migrationBuilder.DropColumn(
                name: "return_url",
                table: "payments");

            migrationBuilder.DropColumn(
                name: "sandbox",
                table: "payments");

            migrationBuilder.DropColumn(
                name: "shop_name",
                table: "payments");

            migrationBuilder.DropColumn(
                name: "version",
                table: "payments");

            migrationBuilder.DropColumn(
                name: "payment_due_at",
                table: "orders");

            migrationBuilder.CreateIndex(
                name: "ix_orders_cart_id",
                table: "orders",
                columns: new[] { "tenant_id", "cart_id" },
                unique: true);
        }
    }
}
