using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using SharpCommerce.OpenTelemetry;

namespace SharpCommerce;

/// <summary>Registers the exporters of OpenTelemetry.</summary>
public static class OpenTelemetryCommerceBuilderExtensions
{
    private static readonly string[] Sources = ["SharpCommerce", "Microsoft.AspNetCore", "Npgsql"];

    /// <summary>
    /// Sends traces and metrics by OTLP, as the standard <c>OTEL_…</c> settings of the host's configuration say, or keeps metrics for Prometheus to fetch, or both.
    /// With neither nothing is set up, and telling costs next to nothing.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="otlp">Whether to send by OTLP.</param>
    /// <param name="prometheus">Whether to keep metrics for <see cref="PrometheusEndpoint.UsePrometheus"/>.</param>
    public static CommerceBuilder UseOpenTelemetry(this CommerceBuilder builder, bool otlp, bool prometheus)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (!otlp && !prometheus)
            return builder;
        var telemetry = builder.Services.AddOpenTelemetry().WithMetrics(metrics =>
        {
            Instruments.Add(metrics);
            if (otlp)
                metrics.AddOtlpExporter();
            if (prometheus)
                metrics.AddPrometheusExporter();
        });
        // Its name unless OTEL_SERVICE_NAME gives another.
        builder.Services.ConfigureOpenTelemetryMeterProvider((services, metrics) => metrics.ConfigureResource(resource => Describe(resource, services)));
        if (!otlp)
            return builder;
        telemetry.WithTracing(tracing => tracing.AddSource(Sources).AddOtlpExporter());
        builder.Services.ConfigureOpenTelemetryTracerProvider((services, tracing) =>
        {
            tracing.ConfigureResource(resource => Describe(resource, services));
            // Few enough that tracing can stay on, and OTEL_TRACES_SAMPLER says otherwise.
            if (services.GetRequiredService<IConfiguration>()["OTEL_TRACES_SAMPLER"] is null)
                tracing.SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(0.05)));
        });
        return builder;
    }

    private static void Describe(ResourceBuilder resource, IServiceProvider services) => resource.AddService(
        services.GetRequiredService<IConfiguration>()["OTEL_SERVICE_NAME"] ?? "sharpcommerce",
        serviceVersion: typeof(CommerceBuilder).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]);
}
