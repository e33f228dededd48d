using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SharpCommerce.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Jobs : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "attempts",
                table: "jobs",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "cancel_requested",
                table: "jobs",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "done",
                table: "jobs",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "not_before",
                table: "jobs",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "run",
                table: "jobs",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "started_at",
                table: "jobs",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "total",
                table: "jobs",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "schedules",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    next_at = table.Column<long>(type: "INTEGER", nullable: false),
                    lease_until = table.Column<long>(type: "INTEGER", nullable: true),
                    run = table.Column<int>(type: "INTEGER", nullable: false),
                    last_started_at = table.Column<long>(type: "INTEGER", nullable: true),
                    last_ended_at = table.Column<long>(type: "INTEGER", nullable: true),
                    last_outcome = table.Column<string>(type: "TEXT", nullable: true),
                    last_error = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_schedules", x => new { x.tenant_id, x.name });
                });

            migrationBuilder.CreateIndex(
                name: "ix_jobs_id",
                table: "jobs",
                columns: new[] { "tenant_id", "id" },
                filter: "finished_at IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "schedules");

            migrationBuilder.DropIndex(
                name: "ix_jobs_id",
                table: "jobs");

            migrationBuilder.DropColumn(
                name: "attempts",
                table: "jobs");

            migrationBuilder.DropColumn(
                name: "cancel_requested",
                table: "jobs");

            migrationBuilder.DropColumn(
                name: "done",
                table: "jobs");

            migrationBuilder.DropColumn(
                name: "not_before",
                table: "jobs");

            migrationBuilder.DropColumn(
                name: "run",
                table: "jobs");

            migrationBuilder.DropColumn(
                name: "started_at",
                table: "jobs");

            migrationBuilder.DropColumn(
                name: "total",
                table: "jobs");
        }
    }
}
