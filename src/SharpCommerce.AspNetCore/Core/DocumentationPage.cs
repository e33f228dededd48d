using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Scalar.AspNetCore;

namespace SharpCommerce.AspNetCore.Core;

/// <summary>The page at <c>/docs</c>. It talks to this server alone: no fonts, assistant or telemetry of others, and the browser is told so.</summary>
internal static class DocumentationPage
{
    internal static void MapDocumentation(this IEndpointRouteBuilder app) => app.MapScalarApiReference("/docs", Configure).AllowAnonymous();

    private static void Configure(ScalarOptions docs, HttpContext context)
    {
        var nonce = RandomNumberGenerator.GetHexString(32, lowercase: true);
        docs.WithTitle("SharpCommerce API").WithNonce(nonce)
            .DisableDefaultFonts().DisableAgent().DisableTelemetry().DisableMcp().HideDeveloperTools().HideClientButton();
        // The page's script puts this on the style sheets that it makes.
        docs.HeadContent = $"<meta property=\"csp-nonce\" content=\"{nonce}\">";
        context.Response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }
}
