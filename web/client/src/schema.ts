// Made by `npm run generate` from the server's /openapi/v1.json. Do not edit.

export interface paths {
    "/admin/access-settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the tenant demands of those who sign in. */
        get: operations["getAccessSettings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change that by JSON merge patch. */
        patch: operations["updateAccessSettings"];
        trace?: never;
    };
    "/admin/analytics/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What there is to do: orders to send, orders without money, stock that runs out. */
        get: operations["getOverview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/analytics/sales": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was sold over time, by currency. */
        get: operations["getSales"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The keys that were not revoked, the newest first. */
        get: operations["listApiKeys"];
        put?: never;
        /** Make a key within what one holds; its text is shown this once. */
        post: operations["createApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/api-keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A key without its text. */
        get: operations["getApiKey"];
        put?: never;
        post?: never;
        /** Take a key out of use for ever. */
        delete: operations["revokeApiKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/api-keys/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a key a new text; the former one works on for a while. */
        post: operations["rotateApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What staff changed, last first. */
        get: operations["listAuditEntries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/categories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All categories. */
        get: operations["listCategories"];
        put?: never;
        /** Create a category. */
        post: operations["createCategory"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/categories/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A category. */
        get: operations["getCategory"];
        put?: never;
        post?: never;
        /** Remove a category without children. Its products stay. */
        delete: operations["deleteCategory"];
        options?: never;
        head?: never;
        /** Change a category by JSON merge patch. */
        patch: operations["updateCategory"];
        trace?: never;
    };
    "/admin/customers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Customers, the newest first. */
        get: operations["listCustomers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/customers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A customer. */
        get: operations["getCustomer"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change name and whether they may sign in, by JSON merge patch. */
        patch: operations["updateCustomer"];
        trace?: never;
    };
    "/admin/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened after a place in the feed, each event once and in an order that never changes. */
        get: operations["listEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/events/{id}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a parked event once more to those that could not act on it. */
        post: operations["releaseEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/events/parked": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a part of the system could not act on and was put aside therefore. */
        get: operations["listParkedEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/inbound/{id}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let a parked message be handled once more. */
        post: operations["releaseMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/inbound/parked": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What providers sent and could not be handled. */
        get: operations["listParkedMessages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/inventory/adjustments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Add units to a variant's stock or take some away. */
        post: operations["adjustInventory"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/inventory/levels/{variantId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The stock of a variant. */
        get: operations["getInventoryLevel"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/inventory/levels/{variantId}/movements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How a variant's stock came to be. */
        get: operations["listStockMovements"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Jobs, last first. */
        get: operations["listJobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where a job stands. */
        get: operations["getJob"];
        put?: never;
        post?: never;
        /** Call a job off. What it did until then stays. */
        delete: operations["cancelJob"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/media": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The uploaded pictures, last first. */
        get: operations["listMedia"];
        put?: never;
        /**
         * Upload a picture.
         * @description As the raw body, or as the first file of a multipart form. What kind it is, its content says. The same picture is kept once.
         */
        post: operations["uploadMedia"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/media/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A picture's address and size. */
        get: operations["getMedia"];
        put?: never;
        post?: never;
        /** Remove a picture that nothing shows. */
        delete: operations["deleteMedia"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/oidc": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The OpenID provider that staff sign in by. */
        get: operations["getOidc"];
        /** Set it; only who holds everything may. */
        put: operations["setOidc"];
        post?: never;
        /** End sign-in by the provider. */
        delete: operations["deleteOidc"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Orders, last placed first. */
        get: operations["listOrders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/orders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An order with its history. */
        get: operations["getOrder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/orders/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Call an order off before anything of it has left; its stock comes back. */
        post: operations["cancelOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/orders/{id}/fulfillments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send an order or a part of it: its units leave the stock, and the shopper gets a mail. */
        post: operations["createFulfillment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/orders/{id}/notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Write a note on an order, for staff or for the shopper as well. */
        post: operations["createOrderNote"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/orders/{id}/payments/{paymentId}/capture": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take money that was promised. */
        post: operations["capturePayment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/orders/{id}/payments/{paymentId}/refund": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give money back. */
        post: operations["refundPayment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/orders/{id}/payments/{paymentId}/void": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give up what was promised and not captured. */
        post: operations["voidPayment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/payment-providers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every provider of this installation and how the shop is set up there. */
        get: operations["listPaymentSettings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/payment-providers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How the shop is set up at a provider; secrets are not shown. */
        get: operations["getPaymentSettings"];
        /** Set the shop up at a provider. */
        put: operations["setPaymentSettings"];
        post?: never;
        /** Forget the shop's own settings of a provider. */
        delete: operations["removePaymentSettings"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/permissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everything that can be permitted. */
        get: operations["listPermissions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/products": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All products, drafts and archived ones included. */
        get: operations["listProducts"];
        put?: never;
        /** Create a product with all its variants. */
        post: operations["createProduct"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/products/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A product with everything that staff may change. */
        get: operations["getProduct"];
        put?: never;
        post?: never;
        /** Remove a product. Orders keep what they sold. */
        delete: operations["deleteProduct"];
        options?: never;
        head?: never;
        /**
         * Change a product.
         * @description By JSON merge patch. Variants are matched by id; those that a patch of 'variants' does not name are removed.
         */
        patch: operations["updateProduct"];
        trace?: never;
    };
    "/admin/products/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All products as a file. */
        get: operations["exportProducts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/products/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import a product file.
         * @description As the raw body, or as the first file of a multipart form; format is shopify-csv (the default) or json. Answers a job to follow.
         */
        post: operations["importProducts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The built-in roles and the tenant's own. */
        get: operations["listRoles"];
        put?: never;
        /** Make a role of one's own, within what one holds. */
        post: operations["createRole"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/roles/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A role of the tenant's own. */
        get: operations["getRole"];
        put?: never;
        post?: never;
        /** Remove a role that nobody has. */
        delete: operations["deleteRole"];
        options?: never;
        head?: never;
        /** Change description and permissions by JSON merge patch. */
        patch: operations["updateRole"];
        trace?: never;
    };
    "/admin/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How the shop shows itself. */
        get: operations["getShopSettings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change that by JSON merge patch. */
        patch: operations["updateShopSettings"];
        trace?: never;
    };
    "/admin/shipping-methods": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All shipping methods. */
        get: operations["listShippingMethods"];
        put?: never;
        /** Create a flat-rate shipping method. */
        post: operations["createShippingMethod"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/shipping-methods/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A shipping method. */
        get: operations["getShippingMethod"];
        put?: never;
        post?: never;
        /** Remove a shipping method that no cart refers to. */
        delete: operations["deleteShippingMethod"];
        options?: never;
        head?: never;
        /** Change a shipping method by JSON merge patch. */
        patch: operations["updateShippingMethod"];
        trace?: never;
    };
    "/admin/tax-rates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All tax rates. */
        get: operations["listTaxRates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/tax-rates/{country}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The rate of a country. */
        get: operations["getTaxRate"];
        /** Set the rate of a country. */
        put: operations["setTaxRate"];
        post?: never;
        /** Make a country untaxed. */
        delete: operations["deleteTaxRate"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every member of staff, the newest first. */
        get: operations["listUsers"];
        put?: never;
        /** Add a member of staff; without a password a mail with a link to choose one is sent. */
        post: operations["createUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A member of staff. */
        get: operations["getUser"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change name, roles and whether they may act, by JSON merge patch. */
        patch: operations["updateUser"];
        trace?: never;
    };
    "/admin/users/{id}/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End all of their sessions. */
        post: operations["signOutUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/users/{id}/two-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take away a second factor that was lost. */
        delete: operations["resetUserTwoFactor"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All webhook endpoints, the newest first. */
        get: operations["listWebhooks"];
        put?: never;
        /** Make an endpoint; its secret is shown this once. */
        post: operations["createWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/webhooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An endpoint without its secret. */
        get: operations["getWebhook"];
        put?: never;
        post?: never;
        /** Remove an endpoint and its deliveries. */
        delete: operations["deleteWebhook"];
        options?: never;
        head?: never;
        /** Change an endpoint by JSON merge patch. */
        patch: operations["updateWebhook"];
        trace?: never;
    };
    "/admin/webhooks/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was sent to an endpoint, the newest event first. */
        get: operations["listWebhookDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/webhooks/{id}/deliveries/{deliveryId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A delivery with what is sent and its attempts. */
        get: operations["getWebhookDelivery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/webhooks/{id}/deliveries/{deliveryId}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send an event once more, with the id that it had. */
        post: operations["replayWebhookDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/webhooks/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send the events of a part of the feed that the endpoint has not taken. */
        post: operations["replayWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/webhooks/{id}/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give an endpoint a new secret; the former one signs as well for a while. */
        post: operations["rotateWebhookSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/webhooks/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a test to an endpoint and say how it went. */
        post: operations["testWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/email/change": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mail a link to a new address; it counts once the link was followed. */
        post: operations["changeEmail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/email/verification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mail the link once more. */
        post: operations["resendVerification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/email/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirm an address by a mailed link. */
        post: operations["verifyEmail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in by email address, password and, where there is one, second factor. */
        post: operations["login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End this session and all of its tokens. */
        post: operations["logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in and what they may do. */
        get: operations["getMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/oidc/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in with the code that the provider gave to the browser. */
        post: operations["completeOidc"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/oidc/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin to sign in by the tenant's OpenID provider. */
        post: operations["startOidc"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/password/change": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change the own password; all other sessions end. */
        post: operations["changePassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/password/forgot": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mail a link by which the password can be set anew. */
        post: operations["forgotPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/password/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set the password by a mailed link; all sessions end. */
        post: operations["resetPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Get the next tokens for a refresh token, which works once. */
        post: operations["refresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Open an account; a mail asks to confirm the address. */
        post: operations["register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The caller's open sessions. */
        get: operations["listSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End one of them. */
        delete: operations["endSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/two-factor/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Switch it off; all sessions end. */
        post: operations["disableTwoFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/two-factor/enable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Switch the second factor on with a first code; answers the recovery codes. */
        post: operations["enableTwoFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/two-factor/recovery-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make new recovery codes; the former ones stop working. */
        post: operations["renewRecoveryCodes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/two-factor/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a key for an authenticator app. */
        post: operations["setUpTwoFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/platform/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What operators changed of the installation itself, last first. */
        get: operations["listPlatformAuditEntries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/platform/auth/email/change": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mail a link to a new address; it counts once the link was followed. */
        post: operations["changeOperatorEmail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/platform/auth/email/verification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mail the link once more. */
        post: operations["resendOperatorVerification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/platform/auth/email/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirm an address by a mailed link. */
        post: operations["verifyOperatorEmail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/platform/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in by email address, password and, where there is one, second factor. */
        post: operations["loginOperator"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/platform/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End this session and all of its tokens. */
        post: operations["logoutOperator"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/platform/auth/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in and what they may do. */
        get: operations["getOperatorMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/platform/auth/password/change": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change the own password; all other sessions end. */
        post: operations["changeOperatorPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/platform/auth/password/forgot": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mail a link by which the password can be set anew. */
        post: operations["forgotOperatorPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/platform/auth/password/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set the password by a mailed link; all sessions end. */
        post: operations["resetOperatorPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/platform/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Get the next tokens for a refresh token, which works once. */
        post: operations["refreshOperator"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/platform/auth/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The caller's open sessions. */
        get: operations["listOperatorSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/platform/auth/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End one of them. */
        delete: operations["endOperatorSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/platform/auth/two-factor/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Switch it off; all sessions end. */
        post: operations["disableOperatorTwoFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/platform/auth/two-factor/enable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Switch the second factor on with a first code; answers the recovery codes. */
        post: operations["enableOperatorTwoFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/platform/auth/two-factor/recovery-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make new recovery codes; the former ones stop working. */
        post: operations["renewOperatorRecoveryCodes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/platform/auth/two-factor/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a key for an authenticator app. */
        post: operations["setUpOperatorTwoFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/platform/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened to tenants and operators. */
        get: operations["listPlatformEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/platform/operators": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every operator, the newest first. */
        get: operations["listOperators"];
        put?: never;
        /** Add a operator; without a password a mail with a link to choose one is sent. */
        post: operations["createOperator"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/platform/operators/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A operator. */
        get: operations["getOperator"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change name, roles and whether they may act, by JSON merge patch. */
        patch: operations["updateOperator"];
        trace?: never;
    };
    "/platform/operators/{id}/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End all of their sessions. */
        post: operations["signOutOperator"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/platform/operators/{id}/two-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take away a second factor that was lost. */
        delete: operations["resetOperatorTwoFactor"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/platform/schedules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Recurring work: when it is due and how it last went. */
        get: operations["listSchedules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/platform/schedules/{name}/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Do recurring work now. */
        post: operations["runSchedule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/platform/signing-keys/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign access tokens with a new key; the former one stays valid until its last token has expired. */
        post: operations["rotateSigningKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/platform/tenants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All tenants, by slug. */
        get: operations["listTenants"];
        put?: never;
        /** Create a tenant that is ready to sell. */
        post: operations["createTenant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/platform/tenants/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A tenant. */
        get: operations["getTenant"];
        put?: never;
        post?: never;
        /** Remove a tenant and every row of it. Cannot be undone. */
        delete: operations["deleteTenant"];
        options?: never;
        head?: never;
        /** Change name, country, domains and allowed origins by JSON merge patch. */
        patch: operations["updateTenant"];
        trace?: never;
    };
    "/platform/tenants/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Open it again. */
        post: operations["resumeTenant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/platform/tenants/{id}/suspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Close a tenant: every call answers 403. */
        post: operations["suspendTenant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/store/carts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create a cart, with lines if there are any. */
        post: operations["createCart"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/store/carts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The cart with the prices of this moment. */
        get: operations["getCart"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Say who buys, where it goes and how. */
        patch: operations["updateCart"];
        trace?: never;
    };
    "/store/carts/{id}/claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a cart the shopper's own and put their current one into it. */
        post: operations["claimCart"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/store/carts/{id}/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Turn the cart into an order: price it, freeze it, take its stock. */
        post: operations["completeCart"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/store/carts/{id}/lines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Add units of a variant. */
        post: operations["addCartLine"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/store/carts/{id}/lines/{lineId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove a line. */
        delete: operations["removeCartLine"];
        options?: never;
        head?: never;
        /** Set how many units a line has; 0 removes it. */
        patch: operations["updateCartLine"];
        trace?: never;
    };
    "/store/carts/{id}/shipping-methods": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The ways in which this cart can be sent. */
        get: operations["listCartShippingMethods"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/store/categories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The category tree. */
        get: operations["listStoreCategories"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/store/categories/{slug}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A category with its children. */
        get: operations["getStoreCategory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/store/customers/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The signed-in shopper. */
        get: operations["getOwnCustomer"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change what the shopper says of themselves, by JSON merge patch. */
        patch: operations["updateOwnCustomer"];
        trace?: never;
    };
    "/store/customers/me/addresses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The shopper's saved addresses, the oldest first. */
        get: operations["listOwnAddresses"];
        put?: never;
        /** Save an address. */
        post: operations["addOwnAddress"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/store/customers/me/addresses/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A saved address. */
        get: operations["getOwnAddress"];
        put?: never;
        post?: never;
        /** Remove a saved address. */
        delete: operations["deleteOwnAddress"];
        options?: never;
        head?: never;
        /** Change a saved address by JSON merge patch. */
        patch: operations["updateOwnAddress"];
        trace?: never;
    };
    "/store/customers/me/cart": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The open cart that the shopper changed last. */
        get: operations["getOwnCart"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/store/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The signed-in shopper's own orders, last placed first. */
        get: operations["listOwnOrders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/store/orders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An order, for the shopper whose it is and for the guest who holds its access token. */
        get: operations["getStoreOrder"];
        put?: never;
        post?: never;
        /** Call an unpaid order off; its stock comes back and its cart opens again. */
        delete: operations["cancelOwnOrder"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/store/orders/{id}/claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a guest's order the shopper's own, by its access token. */
        post: operations["claimOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/store/orders/{id}/payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin another payment of an order that waits for one. */
        post: operations["payOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/store/orders/{id}/payments/{paymentId}/sync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask the provider now where a payment stands. */
        post: operations["syncPayment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/store/payment-providers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The ways to pay in this shop. */
        get: operations["listPaymentProviders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/store/products": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Products that shoppers see: filtered, sorted, page by page. */
        get: operations["listStoreProducts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/store/products/{idOrSlug}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A product by id, slug or former slug. */
        get: operations["getStoreProduct"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/store/search/suggestions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Up to eight categories and products that the words may mean. */
        get: operations["suggestSearch"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/store/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Name, logo, colors, language and currency of the shop. */
        get: operations["getStoreSettings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/{provider}/{tenant}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take in a provider's signed message to a tenant: 202 once it is stored, 200 when it was before. */
        post: operations["receiveWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * @description What a tenant demands of those who sign in.
         * @example {
         *       "requireVerifiedEmail": true,
         *       "twoFactorRoles": [
         *         "owner",
         *         "finance"
         *       ]
         *     }
         */
        AccessSettings: {
            /** @description Whether shoppers must have followed the link in the verification mail before they can sign in. */
            requireVerifiedEmail?: boolean;
            /** @description The roles that count only in sessions that passed a second factor. */
            twoFactorRoles?: string[];
        };
        /**
         * @description A postal address.
         * @example {
         *       "name": "Ada Lovelace",
         *       "line1": "Unter den Linden 1",
         *       "city": "Berlin",
         *       "postalCode": "10117",
         *       "country": "DE"
         *     }
         */
        Address: {
            /** @description The town. */
            city: string;
            /** @description The company. */
            company?: null | string;
            /** @description ISO 3166-1 alpha-2. */
            country: string;
            /** @description Street and number. */
            line1: string;
            /** @description Floor, apartment. */
            line2?: null | string;
            /** @description The recipient. */
            name: string;
            /** @description For the carrier. */
            phone?: null | string;
            /** @description The postal code; empty in countries without one. */
            postalCode: string;
            /** @description State or province. */
            region?: null | string;
        };
        /**
         * @description A key to be made.
         * @example {
         *       "name": "Warehouse",
         *       "kind": "secret",
         *       "permissions": [
         *         "catalog:read",
         *         "inventory:write"
         *       ],
         *       "expiresAt": "2099-12-31T00:00:00Z"
         *     }
         */
        ApiKeyInput: {
            /**
             * Format: date-time
             * @description Until when it works; null: until it is revoked.
             */
            expiresAt?: null | string;
            /** @description Secret or publishable. */
            kind?: components["schemas"]["ApiKeyKind"];
            /** @description What it is for. */
            name: string;
            /** @description What its bearer may do; empty for publishable keys. */
            permissions?: string[];
        };
        /**
         * @description What a key is good for.
         * @enum {string}
         */
        ApiKeyKind: "secret" | "publishable";
        /** @description An API key. */
        ApiKeyResponse: {
            /**
             * Format: date-time
             * @description When it was made.
             */
            createdAt: string;
            /** @description Who made it. */
            createdBy: string;
            /**
             * Format: date-time
             * @description Until when it works.
             */
            expiresAt: null | string;
            /**
             * Format: date-time
             * @description Until when the text before the last rotation works.
             */
            formerUntil: null | string;
            /**
             * Format: uuid
             * @description The id.
             */
            id: string;
            /** @description The key itself, in the answers that make it; kept nowhere. */
            key: null | string;
            /** @description Secret or publishable. */
            kind: components["schemas"]["ApiKeyKind"];
            /**
             * Format: date-time
             * @description When it was last used, to the minute or so.
             */
            lastUsedAt: null | string;
            /** @description What it is for. */
            name: string;
            /** @description What its bearer may do. */
            permissions: string[];
            /**
             * Format: date-time
             * @description When it was revoked.
             */
            revokedAt: null | string;
        };
        /** @description One row that changed. */
        AuditChangeResponse: {
            after: null | Record<string, never>;
            before: null | Record<string, never>;
            change: string;
            entity: string;
            id: string;
        };
        /** @description What one call changed. */
        AuditEntryResponse: {
            action: string;
            actor: string;
            address: null | string;
            changes: components["schemas"]["AuditChangeResponse"][];
            hash: string;
            /**
             * Format: uuid
             * @description The id of a T: a UUIDv7, so ids sort by creation time. The type keeps a product's id out of a variant's place.
             */
            id: string;
            /** Format: date-time */
            occurredAt: string;
            requestId: null | string;
            /** Format: int64 */
            sequence: number;
            subject: string;
            subjectId: string;
        };
        /**
         * @description Why an order is called off.
         * @example {
         *       "reason": "The customer changed their mind."
         *     }
         */
        CancelRequest: {
            /** @description For its history. */
            reason?: null | string;
        };
        /**
         * @description When money is taken.
         * @enum {string}
         */
        CaptureMode: "manual" | "automatic";
        /**
         * @description A new cart.
         * @example {
         *       "lines": [
         *         {
         *           "variantId": "01a20523-9981-7bb1-91a7-0e2b10481d46",
         *           "quantity": 2
         *         }
         *       ]
         *     }
         */
        CartCreateRequest: {
            /** @description ISO 4217 */
            currency?: string;
            /** @description What is put in at once. */
            lines?: null | components["schemas"]["CartLineInput"][];
        };
        /**
         * @description Who buys, where it goes and how.
         * @example {
         *       "email": "ada@example.com",
         *       "shippingAddress": {
         *         "name": "Ada Lovelace",
         *         "line1": "Unter den Linden 1",
         *         "city": "Berlin",
         *         "postalCode": "10117",
         *         "country": "DE"
         *       }
         *     }
         */
        CartDetailsInput: {
            billingAddress?: null | components["schemas"]["Address"];
            /** @description Coupons. There are none yet: any code is refused. */
            couponCodes?: string[];
            /** @description Where the confirmation goes. */
            email?: null | string;
            shippingAddress?: null | components["schemas"]["Address"];
            shippingAddressId?: null | components["schemas"]["IdOfCustomerAddress"];
            shippingMethodId?: null | components["schemas"]["IdOfShippingMethod"];
        };
        /** @description Something about a line that the shopper should know before buying. */
        CartIssue: {
            /**
             * Format: int32
             * @description Units left, for `insufficient_stock`.
             */
            available?: null | number;
            /** @description `unavailable` (no longer sold), `insufficient_stock` or `price_changed`. */
            code: string;
            /**
             * Format: uuid
             * @description The line.
             */
            lineId: string;
            /** @description One sentence for people. */
            message: string;
            previousPrice?: null | components["schemas"]["Money"];
        };
        /**
         * @description A variant and how many of it.
         * @example {
         *       "variantId": "01a20523-9981-7bb1-91a7-0e2b10481d46",
         *       "quantity": 1
         *     }
         */
        CartLineInput: {
            /**
             * Format: int32
             * @description How many to add, from 1 to 9,999.
             */
            quantity: number;
            /**
             * Format: uuid
             * @description The variant.
             */
            variantId: string;
        };
        /**
         * @description A line's new quantity.
         * @example {
         *       "quantity": 3
         *     }
         */
        CartQuantityRequest: {
            /**
             * Format: int32
             * @description From 0, which removes the line, to 9,999.
             */
            quantity: number;
        };
        /** @description How many products of a query lie in a category. */
        CategoryFacet: {
            /**
             * Format: int32
             * @description How many products.
             */
            count: number;
            /** @description The category's name in addresses. */
            slug: string;
            /** @description Its name. */
            title: string;
        };
        /**
         * @description What staff say of a category.
         * @example {
         *       "title": "Shoes",
         *       "slug": "shoes",
         *       "position": 1
         *     }
         */
        CategoryInput: {
            /** @description HTML. */
            description?: null | string;
            parentId?: null | components["schemas"]["IdOfCategory"];
            /**
             * Format: int32
             * @description Its place among its siblings.
             */
            position?: number;
            /** @description The name in addresses; made from the title when missing. */
            slug?: null | string;
            /** @description The name that shoppers see. */
            title: string;
        };
        /** @description A category with its children. */
        CategoryNode: {
            children: components["schemas"]["CategoryNode"][];
            description: null | string;
            /**
             * Format: uuid
             * @description The id of a T: a UUIDv7, so ids sort by creation time. The type keeps a product's id out of a variant's place.
             */
            id: string;
            slug: string;
            title: string;
        };
        /** @description A category that a product is in. */
        CategoryReference: {
            /**
             * Format: uuid
             * @description The id.
             */
            id: string;
            /** @description The name in addresses. */
            slug: string;
            /** @description The name. */
            title: string;
        };
        /** @description A category. */
        CategoryResponse: {
            description: null | string;
            /**
             * Format: uuid
             * @description The id of a T: a UUIDv7, so ids sort by creation time. The type keeps a product's id out of a variant's place.
             */
            id: string;
            parentId: null | components["schemas"]["IdOfCategory"];
            /** Format: int32 */
            position: number;
            slug: string;
            title: string;
        };
        /**
         * @description A code of the authenticator.
         * @example {
         *       "code": "492039"
         *     }
         */
        CodeRequest: {
            /** @description Six digits. */
            code: string;
        };
        /**
         * @description How the order is paid.
         * @example {
         *       "payment": {
         *         "provider": "manual"
         *       }
         *     }
         */
        CompleteRequest: {
            /** @description The payment. */
            payment: components["schemas"]["PayRequest"];
        };
        /** @description What was sold in a currency. */
        CurrencySales: {
            /** @description The ISO 4217 code. */
            currency: string;
            /** @description The sum of their totals. */
            gross: components["schemas"]["Money"];
            /**
             * Format: int32
             * @description How many orders.
             */
            orders: number;
            /** @description The parts in order, those without an order included. */
            points: components["schemas"]["SalesPoint"][];
            /** @description What went back of them, whenever that was. */
            refunded: components["schemas"]["Money"];
        };
        /**
         * @description What staff change of a customer.
         * @example {
         *       "name": "Ada Lovelace",
         *       "disabled": false
         *     }
         */
        CustomerInput: {
            /** @description Whether the customer may not sign in. */
            disabled?: boolean;
            /** @description The name. */
            name?: null | string;
        };
        /** @description A customer as the API shows them, to themselves and to staff. */
        CustomerView: {
            /**
             * Format: date-time
             * @description When the customer came.
             */
            createdAt: string;
            defaultShippingAddressId: null | components["schemas"]["IdOfCustomerAddress"];
            /** @description Whether the customer may not sign in. */
            disabled: boolean;
            /** @description The email address. */
            email: string;
            /** @description Whether the customer proved that it is theirs. */
            emailVerified: boolean;
            /**
             * Format: uuid
             * @description The id; the same as the user's.
             */
            id: string;
            /**
             * Format: date-time
             * @description When the customer last signed in.
             */
            lastSignInAt: null | string;
            /** @description The name. */
            name: null | string;
            /** @description For questions about an order. */
            phone: null | string;
        };
        /** @enum {string} */
        DeclineReason: "declined" | "insufficient_funds" | "expired" | "invalid_instrument" | "authentication_failed" | "fraud";
        /**
         * @description Another email address.
         * @example {
         *       "newEmail": "ada@lovelace.example",
         *       "password": "difference engine 2"
         *     }
         */
        EmailChangeInput: {
            /** @description The new address. */
            newEmail: string;
            /** @description The password, so that a borrowed session is not enough. */
            password: string;
        };
        /**
         * @description A mailed link.
         * @example {
         *       "token": "…"
         *     }
         */
        EmailVerifyRequest: {
            /** @description From the link. */
            token: string;
        };
        /** @description A part of the feed. */
        EventPageResponse: {
            /** @description The events. */
            items: components["schemas"]["EventResponse"][];
            /**
             * Format: int64
             * @description The place up to which this tells: the value of `after` for the next time.
             */
            lastSequence: number;
            /** @description The value of `after` for the next page; null when nothing more has happened. */
            nextCursor: null | string;
        };
        /** @description Something that happened. */
        EventResponse: {
            /** Format: uuid */
            aggregateId: string;
            data: components["schemas"]["JsonElement"];
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            occurredAt: string;
            /** Format: int64 */
            sequence: number;
            type: string;
        };
        /**
         * @description Whose password was forgotten.
         * @example {
         *       "email": "ada@example.com"
         *     }
         */
        ForgotPasswordInput: {
            /** @description The email address. */
            email: string;
        };
        /** @description Units of an order's line in a parcel. */
        FulfilledLine: {
            /**
             * Format: uuid
             * @description The line.
             */
            lineId: string;
            /**
             * Format: int32
             * @description How many.
             */
            quantity: number;
        };
        /** @description Units of a line that leave. */
        FulfilledLineInput: {
            /**
             * Format: uuid
             * @description The line.
             */
            lineId: string;
            /**
             * Format: int32
             * @description How many.
             */
            quantity: number;
        };
        /**
         * @description What leaves.
         * @example {
         *       "tracking": {
         *         "carrier": "DHL",
         *         "number": "00340434161094042557",
         *         "url": "https://www.dhl.de/"
         *       },
         *       "notify": true
         *     }
         */
        FulfillmentInput: {
            /** @description Lines and units; null means all that is left. */
            lines?: null | components["schemas"]["FulfilledLineInput"][];
            /** @description Whether the shopper gets a mail. */
            notify?: boolean;
            tracking?: null | components["schemas"]["Tracking"];
        };
        /**
         * @description How much of an order has been sent.
         * @enum {string}
         */
        FulfillmentStatus: "unfulfilled" | "partially_fulfilled" | "fulfilled" | "returned";
        /** @description A parcel that has left. */
        FulfillmentView: {
            /** @description Who sent it; for staff. */
            actor: null | string;
            /**
             * Format: date-time
             * @description When it left.
             */
            createdAt: string;
            /**
             * Format: uuid
             * @description The id.
             */
            id: string;
            /** @description What is in it. */
            lines: components["schemas"]["FulfilledLine"][];
            tracking: null | components["schemas"]["Tracking"];
        };
        /** @description The state of something that a node depends on. */
        HealthCheck: {
            /** @description Which one, and what is wrong. */
            detail: string;
            /** @description `ok` or `unavailable`; of the catalog `stale` while it is served without the database. */
            status: string;
        };
        /** @description The state of a node. */
        HealthReport: {
            /** @description What it depends on. */
            checks: {
                [key: string]: components["schemas"]["HealthCheck"];
            };
            /** @description `ok` or `unavailable`. */
            status: string;
        };
        /** Format: uuid */
        IdOfCategory: string;
        /** Format: uuid */
        IdOfCustomerAddress: string;
        /** Format: uuid */
        IdOfOrder: string;
        /** Format: uuid */
        IdOfRole: string;
        /** Format: uuid */
        IdOfShippingMethod: string;
        /** Format: uuid */
        IdOfUser: string;
        /** Format: uuid */
        IdOfVariant: string;
        /** Format: binary */
        IFormFile: string;
        /** @description The stock of a variant. */
        InventoryLevel: {
            /** Format: int32 */
            available: number;
            /** Format: int32 */
            onHand: number;
            /** Format: int32 */
            reserved: number;
            /**
             * Format: uuid
             * @description The id of a T: a UUIDv7, so ids sort by creation time. The type keeps a product's id out of a variant's place.
             */
            variantId: string;
        };
        /** @description How far a job is. */
        JobAdvance: {
            /** Format: int64 */
            done: number;
            /** Format: int64 */
            total: null | number;
        };
        /** @description What was wrong with one row of a job's input. */
        JobError: {
            /** @description The column or member; empty when the whole row is meant. */
            field: string;
            /** @description What to mend. */
            message: string;
            /**
             * Format: int32
             * @description The line of the file, from 1; in a file of items the item, from 1. 0 when no row is meant.
             */
            row: number;
        };
        /** @description A job as staff see it. */
        JobResponse: {
            cancelRequested: boolean;
            /** Format: int32 */
            created: number;
            /** Format: date-time */
            createdAt: string;
            error: null | string;
            errors: components["schemas"]["JobError"][];
            /** Format: int32 */
            failed: number;
            /** Format: date-time */
            finishedAt: null | string;
            /**
             * Format: uuid
             * @description The id of a T: a UUIDv7, so ids sort by creation time. The type keeps a product's id out of a variant's place.
             */
            id: string;
            kind: string;
            progress: components["schemas"]["JobAdvance"];
            /** Format: date-time */
            startedAt: null | string;
            status: components["schemas"]["JobStatus"];
            /** Format: int32 */
            unchanged: number;
            /** Format: int32 */
            updated: number;
            warnings: string[];
        };
        /**
         * @description Where a job stands.
         * @enum {string}
         */
        JobStatus: "queued" | "running" | "succeeded" | "failed" | "canceled";
        /** @description A job in a list. */
        JobSummary: {
            cancelRequested: boolean;
            /** Format: int32 */
            created: number;
            /** Format: date-time */
            createdAt: string;
            error: null | string;
            /** Format: int32 */
            failed: number;
            /** Format: date-time */
            finishedAt: null | string;
            /**
             * Format: uuid
             * @description The id of a T: a UUIDv7, so ids sort by creation time. The type keeps a product's id out of a variant's place.
             */
            id: string;
            kind: string;
            progress: components["schemas"]["JobAdvance"];
            /** Format: date-time */
            startedAt: null | string;
            status: components["schemas"]["JobStatus"];
            /** Format: int32 */
            unchanged: number;
            /** Format: int32 */
            updated: number;
        };
        JsonElement: unknown;
        /** @description A public key. */
        JwkResponse: {
            alg: string;
            crv: string;
            kid: string;
            kty: string;
            use: string;
            x: string;
            y: string;
        };
        /** @description A key set. */
        JwksResponse: {
            /** @description The keys. */
            keys: components["schemas"]["JwkResponse"][];
        };
        /** @description A page that the law asks for. */
        LegalLink: {
            /** @description What shoppers read. */
            title: string;
            /** @description Where it is: absolute http(s), or a path on this server. */
            url: string;
        };
        /** @description Variants of published products of which few are left. */
        LowStock: {
            /**
             * Format: int32
             * @description How many variants.
             */
            count: number;
            /** @description The first ten, the scarcest first. */
            items: components["schemas"]["LowStockItem"][];
            /**
             * Format: int32
             * @description How few.
             */
            threshold: number;
        };
        /** @description A variant of which few are left. */
        LowStockItem: {
            /**
             * Format: int32
             * @description Units that can be bought now.
             */
            available: number;
            /**
             * Format: uuid
             * @description The product.
             */
            productId: string;
            /** @description The article number. */
            sku: null | string;
            /** @description The product's title. */
            title: string;
            /**
             * Format: uuid
             * @description The variant.
             */
            variantId: string;
            /** @description The variant's title. */
            variantTitle: string;
        };
        /** @description A picture of a product, by address. */
        MediaReference: {
            /** @description What it shows, for those who cannot see it. */
            alt?: null | string;
            /** @description An absolute http(s) address or a path on this server. */
            url: string;
        };
        /** @description A picture. */
        MediaResponse: {
            /**
             * Format: int32
             * @description Its size in bytes.
             */
            bytes: number;
            /** @description What kind of picture it is. */
            contentType: string;
            /**
             * Format: date-time
             * @description When it was uploaded.
             */
            createdAt: string;
            /**
             * Format: int32
             * @description Pixels down.
             */
            height: number;
            /**
             * Format: uuid
             * @description The id.
             */
            id: string;
            /** @description The name of the file that came in. */
            name: null | string;
            /** @description Where it is served, as a path on this server; what `media[].url` of a product and `logoUrl` take. */
            url: string;
            /**
             * Format: int32
             * @description Pixels across.
             */
            width: number;
        };
        /** @description Who is signed in. */
        MeResponse: {
            /** @description What they may do. */
            permissions: string[];
            /** @description Whether a role of theirs counts only after a second factor, which this session has not passed. */
            twoFactorRequired: boolean;
            /** @description The user. */
            user: components["schemas"]["UserView"];
        };
        /**
         * @description An amount of one currency in whole minor units: 1999 of USD is $19.99, 1999 of JPY is ¥1,999. It never rounds, never wraps around and
         *     never converts; arithmetic that does not fit throws OverflowException, and two currencies never mix.
         *     In JSON `{"amount":1999,"currency":"USD"}`, both members required and the amount a JSON integer under any serializer options.
         * @example {
         *       "amount": 5900,
         *       "currency": "EUR"
         *     }
         */
        Money: {
            /**
             * Format: int64
             * @description Minor units of Currency, as many as int Currency.Digits says.
             */
            amount: number;
            /** @description ISO 4217 */
            currency: string;
        };
        /**
         * @description How much is taken or given back.
         * @example {
         *       "amount": {
         *         "amount": 1000,
         *         "currency": "EUR"
         *       },
         *       "reason": "One of two was damaged."
         *     }
         */
        MoneyRequest: {
            amount?: null | components["schemas"]["Money"];
            /** @description For the record. */
            reason?: null | string;
        };
        /** @description What the shopper has to do. */
        NextAction: {
            /** @description For the provider's own form on the shop's page. */
            clientSecret?: null | string;
            /** @description The merchant's public key, for the same. */
            publishableKey?: null | string;
            /** @description `redirect` or `client_secret`. */
            type: string;
            /** @description The provider's page. */
            url?: null | string;
        };
        /**
         * @description A word on an order.
         * @example {
         *       "text": "Leave it with the neighbor on the left.",
         *       "visibility": "private"
         *     }
         */
        NoteInput: {
            /** @description The text. */
            text: string;
            /** @description Who may read it. */
            visibility?: components["schemas"]["NoteVisibility"];
        };
        /**
         * @description Who may read a note.
         * @enum {string}
         */
        NoteVisibility: "private" | "customer";
        /**
         * @description What came back from the provider.
         * @example {
         *       "state": "the state of the start",
         *       "code": "the code of the provider"
         *     }
         */
        OidcCompletion: {
            /** @description The provider's code; left out when only the second factor is sent. */
            code?: null | string;
            /** @description One of the recovery codes instead. */
            recoveryCode?: null | string;
            /** @description The state of the sign-in. */
            state: string;
            /** @description The six digits of the authenticator, for users with a second factor of their own. */
            twoFactorCode?: null | string;
        };
        /**
         * @description The OpenID provider by which a tenant's staff sign in.
         * @example {
         *       "issuer": "https://login.example.com",
         *       "clientId": "sharpcommerce",
         *       "clientSecret": "a-secret-from-the-provider",
         *       "scopes": [
         *         "email",
         *         "profile",
         *         "groups"
         *       ],
         *       "roleClaim": "groups",
         *       "roleMap": {
         *         "shop-admins": "owner",
         *         "shop-catalog": "catalog"
         *       },
         *       "defaultRoles": [],
         *       "trustAmr": false
         *     }
         */
        OidcInput: {
            /** @description How the provider calls this shop. */
            clientId: string;
            /** @description The client's secret, never shown again; empty for a public client. Null keeps the stored one while issuer and client stay the same. */
            clientSecret?: null | string;
            /** @description The roles of a new user whom IReadOnlyDictionary&lt;string, string&gt; OidcInput.RoleMap gives none; empty keeps such people out. */
            defaultRoles?: string[];
            /** @description The provider's issuer, exactly as its discovery document names it: `https://login.example.com`. */
            issuer: string;
            /** @description The claim of the ID token that holds groups or roles, a dotted path when it lies deeper; null when roles are given here alone. */
            roleClaim?: null | string;
            /** @description From the claim's values to roles. */
            roleMap?: {
                [key: string]: string;
            };
            /** @description What is asked for besides `openid`. */
            scopes?: string[];
            /** @description Whether the provider's word that it saw a second factor counts as one here. */
            trustAmr?: boolean;
        };
        /** @description A sign-in that has begun. */
        OidcStart: {
            /** @description Where the browser goes. */
            authorizationUrl: string;
            /** @description What must come back with it, unchanged. */
            state: string;
        };
        /**
         * @description Where the provider sends the browser back to.
         * @example {
         *       "redirectUri": "https://shop.example.com/admin/signed-in"
         *     }
         */
        OidcStartInput: {
            /** @description A page of the app, exactly as it is registered at the provider. */
            redirectUri: string;
        };
        /** @description What is kept of an OidcInput, without the secret. */
        OidcView: {
            /** @description How the provider calls this shop. */
            clientId: string;
            /** @description The roles of a new user whom the map gives none. */
            defaultRoles: string[];
            /** @description Whether a secret is stored. */
            hasClientSecret: boolean;
            /** @description The provider's issuer. */
            issuer: string;
            /** @description The claim that holds groups or roles. */
            roleClaim: null | string;
            /** @description From its values to roles. */
            roleMap: {
                [key: string]: string;
            };
            /** @description What is asked for besides `openid`. */
            scopes: string[];
            /** @description Whether the provider's second factor counts here. */
            trustAmr: boolean;
        };
        /** @description Something that happened to an order. */
        OrderEventView: {
            /** @description Who did it. */
            actor: string;
            fromStatus: null | components["schemas"]["OrderStatus"];
            /**
             * Format: date-time
             * @description When.
             */
            occurredAt: string;
            /** @description Why. */
            reason: null | string;
            /** @description The status after. */
            toStatus: components["schemas"]["OrderStatus"];
            /** @description What. */
            type: string;
        };
        /** @description One line of an order. */
        OrderLineView: {
            /** @description The line's part of the discount. */
            discount: components["schemas"]["Money"];
            /**
             * Format: int32
             * @description Units that have left.
             * @default 0
             */
            fulfilled?: number;
            /**
             * Format: uuid
             * @description The id.
             */
            id: string;
            /**
             * Format: uuid
             * @description Its product.
             */
            productId: string;
            /**
             * Format: int32
             * @description How many.
             */
            quantity: number;
            /** @description The article number at that moment. */
            sku: null | string;
            /** @description The line's part of the tax. */
            tax: components["schemas"]["Money"];
            /** @description The title at that moment. */
            title: string;
            /** @description Unit price × quantity. */
            total: components["schemas"]["Money"];
            /** @description Per unit. */
            unitPrice: components["schemas"]["Money"];
            /**
             * Format: uuid
             * @description The variant.
             */
            variantId: string;
            /** @description The variant's title at that moment. */
            variantTitle: string;
        };
        /** @description What staff wrote on an order. */
        OrderNoteView: {
            /** @description Who wrote it; for staff. */
            actor: null | string;
            /**
             * Format: date-time
             * @description When.
             */
            createdAt: string;
            /**
             * Format: uuid
             * @description The id.
             */
            id: string;
            /** @description The text. */
            text: string;
            /** @description Who may read it. */
            visibility: components["schemas"]["NoteVisibility"];
        };
        /**
         * @description Where an order stands.
         * @enum {string}
         */
        OrderStatus: "pending_payment" | "confirmed" | "completed" | "canceled";
        /** @description An order as it is shown. The access token is there only in the answer to the completing call. */
        OrderView: {
            /** @description Lets a guest read the order; shown once. */
            accessToken?: null | string;
            billingAddress?: null | components["schemas"]["Address"];
            /**
             * Format: uuid
             * @description The cart that it was.
             */
            cartId: string;
            /** @description The ISO 4217 code. */
            currency: string;
            customerId?: null | components["schemas"]["IdOfUser"];
            /** @description Reductions. */
            discount: components["schemas"]["Money"];
            /** @description Where the confirmation goes. */
            email: string;
            /** @description What happened to it, oldest first; for staff. */
            events?: null | components["schemas"]["OrderEventView"][];
            /** @description Its parcels that have left, oldest first. */
            fulfillments?: components["schemas"]["FulfillmentView"][];
            /** @description How much of it has been sent. */
            fulfillmentStatus: components["schemas"]["FulfillmentStatus"];
            /**
             * Format: uuid
             * @description The id.
             */
            id: string;
            /** @description What was bought. */
            lines: components["schemas"]["OrderLineView"][];
            /** @description What staff wrote on it, oldest first: all of it for staff, what is meant for them for shoppers. */
            notes?: components["schemas"]["OrderNoteView"][];
            /**
             * Format: int64
             * @description The number on the invoice.
             */
            number: number;
            /** @description The attempts to pay it. */
            payments: components["schemas"]["PaymentView"][];
            /** @description Where its payment stands. */
            paymentStatus: components["schemas"]["PaymentStatus"];
            /**
             * Format: date-time
             * @description When it was placed.
             */
            placedAt: string;
            /** @description Shipping. */
            shipping: components["schemas"]["Money"];
            /** @description Where the goods go. */
            shippingAddress: components["schemas"]["Address"];
            /** @description The name of the shipping method. */
            shippingMethod?: null | string;
            /** @description Where the order stands. */
            status: components["schemas"]["OrderStatus"];
            /** @description Sum of the line totals. */
            subtotal: components["schemas"]["Money"];
            /** @description Tax. */
            tax: components["schemas"]["Money"];
            /** @description Whether the prices contain the tax. */
            taxIncluded: boolean;
            /** @description What the shopper pays. */
            total: components["schemas"]["Money"];
        };
        /** @description What staff have to do. */
        Overview: {
            /** @description What is about to run out. */
            lowStock: components["schemas"]["LowStock"];
            /**
             * Format: int32
             * @description Confirmed orders of which something has not left.
             */
            ordersToFulfill: number;
            /**
             * Format: int32
             * @description Open orders whose money is not here.
             */
            ordersUnpaid: number;
        };
        /** @description A page of a list. */
        PageOfApiKeyResponse: {
            /** @description The items. */
            items: components["schemas"]["ApiKeyResponse"][];
            /** @description Leads to the next page; null on the last. */
            nextCursor: null | string;
        };
        /** @description A page of a list. */
        PageOfAuditEntryResponse: {
            /** @description The items. */
            items: components["schemas"]["AuditEntryResponse"][];
            /** @description Leads to the next page; null on the last. */
            nextCursor: null | string;
        };
        /** @description A page of a list. */
        PageOfCategoryNode: {
            /** @description The items. */
            items: components["schemas"]["CategoryNode"][];
            /** @description Leads to the next page; null on the last. */
            nextCursor: null | string;
        };
        /** @description A page of a list. */
        PageOfCategoryResponse: {
            /** @description The items. */
            items: components["schemas"]["CategoryResponse"][];
            /** @description Leads to the next page; null on the last. */
            nextCursor: null | string;
        };
        /** @description A page of a list. */
        PageOfCustomerView: {
            /** @description The items. */
            items: components["schemas"]["CustomerView"][];
            /** @description Leads to the next page; null on the last. */
            nextCursor: null | string;
        };
        /** @description A page of a list. */
        PageOfJobSummary: {
            /** @description The items. */
            items: components["schemas"]["JobSummary"][];
            /** @description Leads to the next page; null on the last. */
            nextCursor: null | string;
        };
        /** @description A page of a list. */
        PageOfMediaResponse: {
            /** @description The items. */
            items: components["schemas"]["MediaResponse"][];
            /** @description Leads to the next page; null on the last. */
            nextCursor: null | string;
        };
        /** @description A page of a list. */
        PageOfOrderView: {
            /** @description The items. */
            items: components["schemas"]["OrderView"][];
            /** @description Leads to the next page; null on the last. */
            nextCursor: null | string;
        };
        /** @description A page of a list. */
        PageOfParkedEvent: {
            /** @description The items. */
            items: components["schemas"]["ParkedEvent"][];
            /** @description Leads to the next page; null on the last. */
            nextCursor: null | string;
        };
        /** @description A page of a list. */
        PageOfParkedMessage: {
            /** @description The items. */
            items: components["schemas"]["ParkedMessage"][];
            /** @description Leads to the next page; null on the last. */
            nextCursor: null | string;
        };
        /** @description A page of a list. */
        PageOfPaymentProviderInfo: {
            /** @description The items. */
            items: components["schemas"]["PaymentProviderInfo"][];
            /** @description Leads to the next page; null on the last. */
            nextCursor: null | string;
        };
        /** @description A page of a list. */
        PageOfPaymentSettingsView: {
            /** @description The items. */
            items: components["schemas"]["PaymentSettingsView"][];
            /** @description Leads to the next page; null on the last. */
            nextCursor: null | string;
        };
        /** @description A page of a list. */
        PageOfRoleView: {
            /** @description The items. */
            items: components["schemas"]["RoleView"][];
            /** @description Leads to the next page; null on the last. */
            nextCursor: null | string;
        };
        /** @description A page of a list. */
        PageOfSavedAddress: {
            /** @description The items. */
            items: components["schemas"]["SavedAddress"][];
            /** @description Leads to the next page; null on the last. */
            nextCursor: null | string;
        };
        /** @description A page of a list. */
        PageOfScheduleState: {
            /** @description The items. */
            items: components["schemas"]["ScheduleState"][];
            /** @description Leads to the next page; null on the last. */
            nextCursor: null | string;
        };
        /** @description A page of a list. */
        PageOfSessionResponse: {
            /** @description The items. */
            items: components["schemas"]["SessionResponse"][];
            /** @description Leads to the next page; null on the last. */
            nextCursor: null | string;
        };
        /** @description A page of a list. */
        PageOfShippingMethodResponse: {
            /** @description The items. */
            items: components["schemas"]["ShippingMethodResponse"][];
            /** @description Leads to the next page; null on the last. */
            nextCursor: null | string;
        };
        /** @description A page of a list. */
        PageOfShippingQuote: {
            /** @description The items. */
            items: components["schemas"]["ShippingQuote"][];
            /** @description Leads to the next page; null on the last. */
            nextCursor: null | string;
        };
        /** @description A page of a list. */
        PageOfStockMovementResponse: {
            /** @description The items. */
            items: components["schemas"]["StockMovementResponse"][];
            /** @description Leads to the next page; null on the last. */
            nextCursor: null | string;
        };
        /** @description A page of a list. */
        PageOfstring: {
            /** @description The items. */
            items: string[];
            /** @description Leads to the next page; null on the last. */
            nextCursor: null | string;
        };
        /** @description A page of a list. */
        PageOfTaxRateResponse: {
            /** @description The items. */
            items: components["schemas"]["TaxRateResponse"][];
            /** @description Leads to the next page; null on the last. */
            nextCursor: null | string;
        };
        /** @description A page of a list. */
        PageOfTenantResponse: {
            /** @description The items. */
            items: components["schemas"]["TenantResponse"][];
            /** @description Leads to the next page; null on the last. */
            nextCursor: null | string;
        };
        /** @description A page of a list. */
        PageOfUserView: {
            /** @description The items. */
            items: components["schemas"]["UserView"][];
            /** @description Leads to the next page; null on the last. */
            nextCursor: null | string;
        };
        /** @description A page of a list. */
        PageOfWebhookDeliverySummary: {
            /** @description The items. */
            items: components["schemas"]["WebhookDeliverySummary"][];
            /** @description Leads to the next page; null on the last. */
            nextCursor: null | string;
        };
        /** @description A page of a list. */
        PageOfWebhookResponse: {
            /** @description The items. */
            items: components["schemas"]["WebhookResponse"][];
            /** @description Leads to the next page; null on the last. */
            nextCursor: null | string;
        };
        /** @description An event that a consumer could not act on. */
        ParkedEvent: {
            /**
             * Format: uuid
             * @description What it happened to.
             */
            aggregateId: string;
            /**
             * Format: int32
             * @description How often it tried.
             */
            attempts: number;
            /** @description Who could not act. */
            consumer: string;
            /**
             * Format: uuid
             * @description The event.
             */
            eventId: string;
            /**
             * Format: date-time
             * @description When it was given up.
             */
            parkedAt: string;
            /** @description Why the last try failed. */
            reason: string;
            /**
             * Format: int64
             * @description Its place in the feed.
             */
            sequence: number;
            /** @description Its type. */
            type: string;
        };
        /** @description A message that could not be handled. */
        ParkedMessage: {
            /**
             * Format: int32
             * @description How often it was tried.
             */
            attempts: number;
            /** @description The sender's id of it. */
            externalId: string;
            /**
             * Format: uuid
             * @description The id.
             */
            id: string;
            /**
             * Format: date-time
             * @description When it was given up.
             */
            parkedAt: string;
            /** @description Why the last try failed. */
            reason: string;
            /**
             * Format: date-time
             * @description When it came.
             */
            receivedAt: string;
            /** @description Who sent it. */
            source: string;
        };
        /**
         * @description A new password of a signed-in user.
         * @example {
         *       "password": "difference engine 2",
         *       "newPassword": "analytical engine 1"
         *     }
         */
        PasswordChangeRequest: {
            /** @description The new one. */
            newPassword: string;
            /** @description The password of now. */
            password: string;
        };
        /**
         * @description The own password.
         * @example {
         *       "password": "difference engine 2"
         *     }
         */
        PasswordRequest: {
            /** @description The password. */
            password: string;
        };
        /**
         * @description A new password by a mailed link.
         * @example {
         *       "token": "…",
         *       "password": "analytical engine 1"
         *     }
         */
        PasswordResetRequest: {
            /** @description The new password. */
            password: string;
            /** @description From the link. */
            token: string;
        };
        /** @description A field of a provider's form. */
        PaymentFieldView: {
            /** @description The values to choose from; null for any text. */
            choices: null | string[];
            /** @description Whether the tenant has set it. */
            isSet: boolean;
            /** @description What stands above it. */
            label: string;
            /** @description Its name in `settings`. */
            name: string;
            /** @description Whether the provider is absent without it. */
            required: boolean;
            /** @description Whether its value is never shown again. */
            secret: boolean;
            /** @description The tenant's value, unless it is secret. */
            value?: null | string;
        };
        /** @description A call to a provider. */
        PaymentOperationView: {
            /** @description Who wanted it. */
            actor: string;
            /** @description How much. */
            amount: components["schemas"]["Money"];
            /**
             * Format: date-time
             * @description When.
             */
            createdAt: string;
            /** @description Why it failed. */
            failureCode: null | string;
            /** @description `authorize`, `capture`, `void` or `refund`. */
            operation: string;
            /** @description Why. */
            reason: null | string;
            /** @description `waiting`, `sent`, `unknown`, `succeeded` or `failed`. */
            status: string;
        };
        /** @description A way to pay. */
        PaymentProviderInfo: {
            /** @description What `complete` names. */
            id: string;
            /** @description What shoppers read. */
            name: string;
            /** @description Whether no real money moves. */
            sandbox: boolean;
        };
        /**
         * @description How a provider is to be set up.
         * @example {
         *       "enabled": true,
         *       "capture": "manual",
         *       "settings": {}
         *     }
         */
        PaymentSettingsInput: {
            /** @description When money is taken. */
            capture?: components["schemas"]["CaptureMode"];
            /** @description Whether shoppers may choose it. What is under way goes on. */
            enabled?: boolean;
            /** @description Values by the names of the provider's fields; null or empty takes one away. Without any, the environment's serve. */
            settings: {
                [key: string]: string;
            };
        };
        /** @description How a provider is set up. */
        PaymentSettingsView: {
            /** @description When money is taken. */
            capture: components["schemas"]["CaptureMode"];
            /** @description Whether its settings are complete. */
            configured: boolean;
            /** @description Whether shoppers may choose it. */
            enabled: boolean;
            /** @description What can be set, in the order of a form. */
            fields: components["schemas"]["PaymentFieldView"][];
            /** @description The id. */
            id: string;
            /** @description What people read. */
            name: string;
            /** @description Where they come from: `own`, `environment`, `missing`, or `none_needed`. */
            source: string;
            /** @description Where the provider sends its webhooks, below the shop's address. */
            webhookPath?: null | string;
        };
        /**
         * @description Where a payment stands.
         * @enum {string}
         */
        PaymentStatus: "pending" | "requires_action" | "authorized" | "paid" | "partially_refunded" | "refunded" | "voided" | "failed" | "partially_paid";
        /** @description An attempt to pay an order. */
        PaymentView: {
            /** @description What it is for. */
            amount: components["schemas"]["Money"];
            /** @description Why somebody has to look at it. */
            attention?: null | string;
            /**
             * Format: date-time
             * @description When the promise ends.
             */
            authorizedUntil?: null | string;
            capturable?: null | components["schemas"]["Money"];
            /** @description What was taken. */
            captured: components["schemas"]["Money"];
            /** @description The provider's own code of a refusal. */
            declineCode?: null | string;
            declineReason?: null | components["schemas"]["DeclineReason"];
            /**
             * Format: uuid
             * @description The id.
             */
            id: string;
            nextAction?: null | components["schemas"]["NextAction"];
            /** @description The calls to the provider, oldest first. */
            operations?: null | components["schemas"]["PaymentOperationView"][];
            /** @description The provider's id. */
            provider: string;
            /** @description What the provider calls the payment; for staff, as all below. */
            providerId?: null | string;
            refundable?: null | components["schemas"]["Money"];
            /** @description What was given back. */
            refunded: components["schemas"]["Money"];
            /** @description Where it stands. */
            status: components["schemas"]["PaymentStatus"];
        };
        /**
         * @description How the order is paid.
         * @example {
         *       "provider": "manual"
         *     }
         */
        PayRequest: {
            /** @description The provider's id. */
            provider: string;
            /** @description Where the provider sends the shopper back to. */
            returnUrl?: null | string;
        };
        /** @description A cart with the prices of this moment. */
        PricedCart: {
            billingAddress: null | components["schemas"]["Address"];
            /** @description The currency of all its amounts. */
            currency: string;
            /** @description Reductions. */
            discount: components["schemas"]["Money"];
            /** @description Where the confirmation goes. */
            email: null | string;
            /**
             * Format: uuid
             * @description The id.
             */
            id: string;
            /** @description What the shopper should know before buying. */
            issues: components["schemas"]["CartIssue"][];
            /** @description What is in it, in the order in which it was put there. */
            lines: components["schemas"]["PricedLine"][];
            orderId: null | components["schemas"]["IdOfOrder"];
            /** @description Shipping by the chosen method. */
            shipping: components["schemas"]["Money"];
            shippingAddress: null | components["schemas"]["Address"];
            shippingMethodId: null | components["schemas"]["IdOfShippingMethod"];
            /** @description Sum of the line totals. */
            subtotal: components["schemas"]["Money"];
            /** @description Tax of the destination, or of the shop's own country while there is no address. */
            tax: components["schemas"]["Money"];
            /** @description Whether the prices contain the tax. */
            taxIncluded: boolean;
            /** @description What the shopper would pay. */
            total: components["schemas"]["Money"];
        };
        /** @description A line with the prices of this moment. */
        PricedLine: {
            /** @description The line's part of the discount. */
            discount: components["schemas"]["Money"];
            /**
             * Format: uuid
             * @description The id.
             */
            id: string;
            /**
             * Format: uuid
             * @description Its product.
             */
            productId: string;
            /** @description The product's name in addresses. */
            productSlug: string;
            /**
             * Format: int32
             * @description How many.
             */
            quantity: number;
            /** @description The article number. */
            sku: null | string;
            /** @description The line's part of the tax. */
            tax: components["schemas"]["Money"];
            /** @description The product's first picture. */
            thumbnail: null | string;
            /** @description The product's title. */
            title: string;
            /** @description Unit price × quantity. */
            total: components["schemas"]["Money"];
            /** @description Per unit. */
            unitPrice: components["schemas"]["Money"];
            /**
             * Format: uuid
             * @description The variant.
             */
            variantId: string;
            /** @description The variant's title. */
            variantTitle: string;
        };
        /**
         * @description RFC 9457 problem details. Clients decide by 'code', which never changes its meaning.
         * @example {
         *       "type": "urn:sharpcommerce:problem:insufficient_stock",
         *       "title": "Conflict",
         *       "status": 409,
         *       "detail": "There is not enough in stock.",
         *       "code": "insufficient_stock",
         *       "traceId": "0af7651916cd43dd8448eb211c80319c"
         *     }
         */
        Problem: {
            /** @description What happened, for programs. */
            code: string;
            /** @description What happened, for people. */
            detail: string;
            /** @description Messages per field. */
            errors?: {
                [key: string]: string[];
            };
            /** @description The X-Request-Id. */
            requestId?: string;
            status: number;
            /** @description The status in words. */
            title: string;
            /** @description Leads to the logs. */
            traceId: string;
            /** @description A URI for the code. */
            type: string;
        };
        /** @description A product as shoppers see it. */
        ProductDetail: {
            categories: components["schemas"]["CategoryReference"][];
            compareAtPrice: null | components["schemas"]["Money"];
            description: null | string;
            /**
             * Format: uuid
             * @description The id of a T: a UUIDv7, so ids sort by creation time. The type keeps a product's id out of a variant's place.
             */
            id: string;
            inStock: boolean;
            media: components["schemas"]["MediaReference"][];
            options: components["schemas"]["ProductOption"][];
            price: components["schemas"]["Money"];
            productType: null | string;
            seo: null | components["schemas"]["Seo"];
            slug: string;
            tags: string[];
            title: string;
            variants: components["schemas"]["VariantDetail"][];
            vendor: null | string;
        };
        /** @description What the filters could narrow in the products of a query, all pages together. */
        ProductFacets: {
            /** @description How many lie in each category itself. */
            categories: components["schemas"]["CategoryFacet"][];
            /**
             * Format: int32
             * @description How many of them can be bought now.
             */
            inStock: number;
            maxPrice: null | components["schemas"]["Money"];
            minPrice: null | components["schemas"]["Money"];
            /**
             * Format: int32
             * @description How many products.
             */
            total: number;
        };
        /**
         * @description What staff say of a product, whole: on update, variants that are not named are removed.
         * @example {
         *       "title": "Canvas Sneakers",
         *       "description": "<p>Light and sturdy.</p>",
         *       "status": "published",
         *       "tags": [
         *         "shoes"
         *       ],
         *       "options": [
         *         {
         *           "name": "Size",
         *           "values": [
         *             "41",
         *             "42"
         *           ]
         *         }
         *       ],
         *       "variants": [
         *         {
         *           "sku": "SNK-41",
         *           "options": {
         *             "Size": "41"
         *           },
         *           "price": {
         *             "amount": 5900,
         *             "currency": "EUR"
         *           },
         *           "stock": 10
         *         },
         *         {
         *           "sku": "SNK-42",
         *           "options": {
         *             "Size": "42"
         *           },
         *           "price": {
         *             "amount": 5900,
         *             "currency": "EUR"
         *           },
         *           "stock": 4
         *         }
         *       ]
         *     }
         */
        ProductInput: {
            /** @description The categories that it is listed in. */
            categoryIds?: unknown[];
            /** @description HTML. */
            description?: null | string;
            /** @description Pictures, in order. */
            media?: components["schemas"]["MediaReference"][];
            /** @description What shoppers choose between; at most three, as in the formats that shops exchange. */
            options?: components["schemas"]["ProductOption"][];
            /** @description The merchant's own kind of product. */
            productType?: null | string;
            /**
             * Format: date-time
             * @description When it becomes visible; now, when it is published without a time.
             */
            publishedAt?: null | string;
            seo?: null | components["schemas"]["Seo"];
            /** @description The name in addresses; made from the title when missing. */
            slug?: null | string;
            /** @description Whether shoppers see it. */
            status?: components["schemas"]["ProductStatus"];
            /** @description Free labels. */
            tags?: string[];
            /** @description The name that shoppers see. */
            title: string;
            /** @description Its buyable forms, at least one. */
            variants: components["schemas"]["VariantInput"][];
            /** @description Who makes it. */
            vendor?: null | string;
        };
        /** @description A product in a list. */
        ProductListing: {
            compareAtPrice: null | components["schemas"]["Money"];
            /**
             * Format: uuid
             * @description The id.
             */
            id: string;
            /** @description Whether any variant can be bought now. */
            inStock: boolean;
            /** @description The lowest price. */
            price: components["schemas"]["Money"];
            /** @description The name in addresses. */
            slug: string;
            /** @description Whether shoppers see it. */
            status: components["schemas"]["ProductStatus"];
            /** @description The first picture's address. */
            thumbnail: null | string;
            /** @description The name. */
            title: string;
        };
        /** @description Something that shoppers choose, such as Size, with its values in order. */
        ProductOption: {
            /** @description The name, unique within the product. */
            name: string;
            /** @description The values, each unique within the option. */
            values: string[];
        };
        /** @description A page of products. */
        ProductPage: {
            facets: null | components["schemas"]["ProductFacets"];
            /** @description The products. */
            items: components["schemas"]["ProductListing"][];
            /** @description Leads to the next page; null on the last. */
            nextCursor: null | string;
        };
        /** @description A product as staff see it. */
        ProductResponse: {
            categoryIds: unknown[];
            /** Format: date-time */
            createdAt: string;
            description: null | string;
            /**
             * Format: uuid
             * @description The id of a T: a UUIDv7, so ids sort by creation time. The type keeps a product's id out of a variant's place.
             */
            id: string;
            media: components["schemas"]["MediaReference"][];
            options: components["schemas"]["ProductOption"][];
            productType: null | string;
            /** Format: date-time */
            publishedAt: null | string;
            seo: null | components["schemas"]["Seo"];
            slug: string;
            status: components["schemas"]["ProductStatus"];
            tags: string[];
            title: string;
            /** Format: date-time */
            updatedAt: string;
            variants: components["schemas"]["VariantResponse"][];
            vendor: null | string;
        };
        /**
         * @description Whether shoppers see a product.
         * @enum {string}
         */
        ProductStatus: "draft" | "published" | "archived";
        /**
         * @description What shoppers say of themselves.
         * @example {
         *       "name": "Ada Lovelace",
         *       "phone": "+49 30 1234567"
         *     }
         */
        ProfileInput: {
            defaultShippingAddressId?: null | components["schemas"]["IdOfCustomerAddress"];
            /** @description The name. */
            name?: null | string;
            /** @description For questions about an order. */
            phone?: null | string;
        };
        /** @description Codes that stand in for the authenticator, each once. Shown this once. */
        RecoveryCodesResponse: {
            /** @description The codes. */
            recoveryCodes: string[];
        };
        /**
         * @description A refresh token.
         * @example {
         *       "refreshToken": "rt_…"
         *     }
         */
        RefreshRequest: {
            /** @description The last one that was given out. */
            refreshToken: string;
        };
        /** @description The same for an address that had an account already. */
        RegisterResponse: {
            /** @description The address to which a mail was sent. */
            email: string;
        };
        /**
         * @description An account to be opened.
         * @example {
         *       "email": "ada@example.com",
         *       "password": "difference engine 2",
         *       "name": "Ada Lovelace"
         *     }
         */
        RegistrationInput: {
            /** @description The email address. */
            email: string;
            /** @description The name. */
            name?: null | string;
            /** @description The password: 8 to 256 characters of any kind, and not one of the most common. */
            password: string;
        };
        /**
         * @description A role of a tenant's own.
         * @example {
         *       "name": "packer",
         *       "description": "Packs parcels.",
         *       "permissions": [
         *         "orders:read",
         *         "orders:write"
         *       ]
         *     }
         */
        RoleInput: {
            /** @description What it is for. */
            description?: null | string;
            /** @description The name: lower-case letters, digits and underscores; cannot be changed. */
            name: string;
            /** @description What it permits. */
            permissions: string[];
        };
        /** @description A role as the API shows it. */
        RoleView: {
            /** @description Whether every tenant has it. */
            builtIn: boolean;
            /** @description What it is for. */
            description: null | string;
            id: null | components["schemas"]["IdOfRole"];
            /** @description The name, by which users have it. */
            name: string;
            /** @description What it permits. */
            permissions: string[];
        };
        /**
         * @description How a key is rotated.
         * @example {
         *       "overlapSeconds": 3600
         *     }
         */
        RotateRequest: {
            /**
             * Format: int32
             * @description For how long the former text works; 86,400 by default, 604,800 at most, 0 for a key that has leaked.
             */
            overlapSeconds?: null | number;
        };
        /**
         * @description How long the parts of a report are; all begin and end in UTC.
         * @enum {string}
         */
        SalesInterval: "day" | "week" | "month";
        /** @description A part of a report. */
        SalesPoint: {
            /** @description The sum of their totals. */
            gross: components["schemas"]["Money"];
            /**
             * Format: int32
             * @description How many orders.
             */
            orders: number;
            /** @description What went back of them. */
            refunded: components["schemas"]["Money"];
            /**
             * Format: date-time
             * @description When it begins.
             */
            start: string;
        };
        /** @description What was sold. Counted are orders that are confirmed or completed, at the time when they were placed. */
        SalesReport: {
            /** @description By currency; the tenant's own is always there. */
            currencies: components["schemas"]["CurrencySales"][];
            /**
             * Format: date-time
             * @description Where the first part begins.
             */
            from: string;
            /** @description How long the parts are. */
            interval: components["schemas"]["SalesInterval"];
            /**
             * Format: date-time
             * @description Where the last part ends.
             */
            to: string;
        };
        /** @description A saved address: its id, and the members of any address. */
        SavedAddress: {
            /** @description The town. */
            city: string;
            /** @description The company. */
            company?: null | string;
            /** @description ISO 3166-1 alpha-2. */
            country: string;
            /**
             * Format: uuid
             * @description The id.
             */
            id?: string;
            /** @description Street and number. */
            line1: string;
            /** @description Floor, apartment. */
            line2?: null | string;
            /** @description The recipient. */
            name: string;
            /** @description For the carrier. */
            phone?: null | string;
            /** @description The postal code; empty in countries without one. */
            postalCode: string;
            /** @description State or province. */
            region?: null | string;
        };
        /** @description Where recurring work stands. */
        ScheduleState: {
            /**
             * Format: date-time
             * @description When it last came to an end.
             */
            lastEndedAt: null | string;
            /** @description Why it failed. */
            lastError: null | string;
            lastOutcome: null | components["schemas"]["WorkOutcome"];
            /**
             * Format: date-time
             * @description When it was last begun.
             */
            lastStartedAt: null | string;
            /** @description Its name. */
            name: string;
            /**
             * Format: date-time
             * @description The tick that is next, or under way.
             */
            nextAt: string;
            /** @description Whether it is done for each tenant. */
            perTenant: boolean;
            /** @description When it is due, in words. */
            schedule: string;
            /** @description Whether a node does it now. */
            status: components["schemas"]["ScheduleStatus"];
        };
        /**
         * @description Whether a node does recurring work at the moment.
         * @enum {string}
         */
        ScheduleStatus: "waiting" | "running";
        /** @description Something that may be meant. */
        SearchSuggestion: {
            /** @description What it is. */
            kind: components["schemas"]["SuggestionKind"];
            /** @description Its name in addresses. */
            slug: string;
            /** @description A product's first picture. */
            thumbnail: null | string;
            /** @description What shoppers read. */
            title: string;
        };
        /** @description What search engines are told. */
        Seo: {
            /** @description The summary. */
            description?: null | string;
            /** @description Replaces the product's title. */
            title?: null | string;
        };
        /** @description A sign-in that is still good. */
        SessionResponse: {
            /** @description The network address that signed in. */
            address: null | string;
            /**
             * Format: date-time
             * @description When it was opened.
             */
            createdAt: string;
            /** @description Whether it is the one that asks. */
            current: boolean;
            /**
             * Format: uuid
             * @description The id.
             */
            id: string;
            /**
             * Format: date-time
             * @description When its tokens were last renewed.
             */
            lastUsedAt: string;
            /** @description Whether it passed a second factor. */
            twoFactor: boolean;
            /** @description The program at the other end, as it calls itself. */
            userAgent: null | string;
        };
        /**
         * @description What staff say of a shipping method.
         * @example {
         *       "name": "Express",
         *       "price": {
         *         "amount": 1200,
         *         "currency": "EUR"
         *       },
         *       "countries": [
         *         "DE",
         *         "AT"
         *       ],
         *       "position": 2,
         *       "enabled": true
         *     }
         */
        ShippingMethodInput: {
            /** @description The ISO 3166-1 alpha-2 countries that it serves; empty means all. */
            countries?: string[];
            /** @description Whether shoppers may choose it. */
            enabled?: boolean;
            /** @description The name that shoppers see. */
            name: string;
            /**
             * Format: int32
             * @description Its place in the list.
             */
            position?: number;
            /** @description The flat rate, in the tenant's currency. */
            price: components["schemas"]["Money"];
        };
        /** @description A shipping method as staff see it. */
        ShippingMethodResponse: {
            countries: string[];
            enabled: boolean;
            /**
             * Format: uuid
             * @description The id of a T: a UUIDv7, so ids sort by creation time. The type keeps a product's id out of a variant's place.
             */
            id: string;
            name: string;
            /** Format: int32 */
            position: number;
            price: components["schemas"]["Money"];
        };
        /** @description A way to send a cart, with its price. */
        ShippingQuote: {
            /**
             * Format: uuid
             * @description The shipping method.
             */
            id: string;
            /** @description Its name. */
            name: string;
            /** @description What it costs for this cart. */
            price: components["schemas"]["Money"];
        };
        /** @description The colors of a shop, as `#rrggbb`. */
        ShopColors: {
            /** @description Of what stands out beside it. */
            accent?: null | string;
            /** @description Of buttons and links. */
            primary: string;
        };
        /**
         * @description How a tenant's shop shows itself, as staff keep it.
         * @example {
         *       "name": "Corner Shop",
         *       "logoUrl": "https://www.example.com/logo.png",
         *       "colors": {
         *         "primary": "#1f4e5f",
         *         "accent": "#d9822b"
         *       },
         *       "contactEmail": "hello@example.com",
         *       "locale": "en",
         *       "legalLinks": [
         *         {
         *           "title": "Imprint",
         *           "url": "https://www.example.com/imprint"
         *         }
         *       ]
         *     }
         */
        ShopSettings: {
            /** @description The shop's colors. */
            colors?: components["schemas"]["ShopColors"];
            /** @description Where shoppers write to. */
            contactEmail?: null | string;
            /** @description Pages that the law asks for, such as imprint and terms, in order. */
            legalLinks?: components["schemas"]["LegalLink"][];
            /** @description The language of the shop's texts and the form of its numbers, as a BCP 47 tag such as `en` or `pt-BR`. */
            locale: string;
            /** @description The logo's address: absolute http(s), or a path on this server. */
            logoUrl?: null | string;
            /** @description The name that shoppers read; null: the tenant's own. */
            name?: null | string;
        };
        /** @description How a tenant's shop shows itself. */
        ShopView: {
            /** @description Its colors. */
            colors: components["schemas"]["ShopColors"];
            /** @description Where shoppers write to. */
            contactEmail: null | string;
            /** @description The ISO 3166-1 alpha-2 country whose tax applies before a shopper gives an address. */
            country: string;
            /** @description The ISO 4217 code of its prices; the tenant's own, which stays. */
            currency: string;
            /** @description Pages that the law asks for. */
            legalLinks: components["schemas"]["LegalLink"][];
            /** @description The BCP 47 tag of its language. */
            locale: string;
            /** @description The logo's address. */
            logoUrl: null | string;
            /** @description The name that shoppers read. */
            name: string;
        };
        /** @description The tokens of a session. */
        SignedIn: {
            /** @description Sent with calls as `Authorization: Bearer …`. */
            accessToken: string;
            /**
             * Format: int32
             * @description How long it works, in seconds.
             */
            expiresIn: number;
            /** @description Gets the next tokens, once. */
            refreshToken: string;
            /** @description Who signed in. */
            user: components["schemas"]["UserView"];
        };
        /**
         * @description How the signing key is rotated.
         * @example {
         *       "dropOthers": false
         *     }
         */
        SigningKeyRequest: {
            /**
             * @description Whether all other keys stop working at once, for when one has leaked: every user's access token is renewed at its next use.
             * @default false
             */
            dropOthers?: boolean;
        };
        /** @description The new signing key. */
        SigningKeyResponse: {
            /** @description Its id, which token headers name. */
            kid: string;
        };
        /**
         * @description How somebody signs in.
         * @example {
         *       "email": "ada@example.com",
         *       "password": "difference engine 2"
         *     }
         */
        SignInInput: {
            /** @description The six digits of the authenticator, for users with a second factor. */
            code?: null | string;
            /** @description The email address. */
            email: string;
            /** @description The password. */
            password: string;
            /** @description One of the recovery codes instead. */
            recoveryCode?: null | string;
        };
        /**
         * @description A member of staff, or an operator.
         * @example {
         *       "email": "grace@example.com",
         *       "name": "Grace",
         *       "roles": [
         *         "support"
         *       ]
         *     }
         */
        StaffRequest: {
            /** @description The email address. */
            email: string;
            /** @description The name. */
            name?: null | string;
            /** @description 12 to 256 characters; null: a mail with a link to choose one is sent. */
            password?: null | string;
            /** @description The roles, by name. */
            roles: string[];
        };
        /**
         * @description A change of a stock.
         * @example {
         *       "variantId": "01a20523-9981-7bb1-91a7-0e2b10481d46",
         *       "delta": -2,
         *       "reason": "Damaged in transit"
         *     }
         */
        StockAdjustmentInput: {
            /**
             * Format: int32
             * @description Units gained (positive) or lost (negative).
             */
            delta: number;
            /** @description Why, for the history. */
            reason?: null | string;
            /**
             * Format: uuid
             * @description The variant.
             */
            variantId: string;
        };
        /** @description A change of a stock. */
        StockMovementResponse: {
            actor: string;
            /** Format: int32 */
            delta: number;
            /**
             * Format: uuid
             * @description The id of a T: a UUIDv7, so ids sort by creation time. The type keeps a product's id out of a variant's place.
             */
            id: string;
            /** Format: date-time */
            occurredAt: string;
            reason: string;
        };
        /**
         * @description What a suggestion leads to.
         * @enum {string}
         */
        SuggestionKind: "category" | "product";
        /** @description What the words may mean, the likeliest first. */
        SuggestionList: {
            items: components["schemas"]["SearchSuggestion"][];
        };
        /**
         * @description What staff say of a tax rate.
         * @example {
         *       "name": "VAT",
         *       "ratePpm": 190000,
         *       "included": true,
         *       "appliesToShipping": true
         *     }
         */
        TaxRateInput: {
            /** @description Whether it is charged on shipping. */
            appliesToShipping?: boolean;
            /** @description Whether prices already contain it. */
            included?: boolean;
            /** @description The name on the invoice. */
            name: string;
            /**
             * Format: int32
             * @description Parts per million: 25 % is 250,000.
             */
            ratePpm: number;
        };
        /** @description A tax rate as staff see it; the rate in parts per million. */
        TaxRateResponse: {
            appliesToShipping: boolean;
            country: string;
            included: boolean;
            name: string;
            /** Format: int32 */
            ratePpm: number;
        };
        /**
         * @description What an operator says of a tenant.
         * @example {
         *       "slug": "corner-shop",
         *       "name": "Corner Shop",
         *       "defaultCurrency": "EUR",
         *       "country": "DE",
         *       "domains": [
         *         "shop.example.com"
         *       ],
         *       "allowedOrigins": [
         *         "https://www.example.com"
         *       ],
         *       "isolation": "shared"
         *     }
         */
        TenantInput: {
            /** @description Web origins (`https://shop.example.com`) whose scripts may call the API for it; those of its domains may without being listed. */
            allowedOrigins?: string[];
            /** @description The ISO 3166-1 alpha-2 country whose tax applies before a shopper gives an address. */
            country: string;
            /** @description For a dedicated tenant: the URL of its database. Null: one is made next to the shared one. Never given back. */
            databaseUrl?: null | string;
            /** @description ISO 4217 */
            defaultCurrency: string;
            /** @description Host names that lead to it. */
            domains?: string[];
            /** @description Where its rows lie; cannot be changed. */
            isolation?: components["schemas"]["TenantIsolation"];
            /** @description The name that shoppers see. */
            name: string;
            /** @description The short name in host names and the `X-Tenant` header: lower-case letters, digits and hyphens; cannot be changed. */
            slug: string;
        };
        /**
         * @description Where a tenant's rows lie.
         * @enum {string}
         */
        TenantIsolation: "shared" | "dedicated";
        /** @description A tenant as its operator sees it. The address of its database is never shown. */
        TenantResponse: {
            allowedOrigins: string[];
            country: string;
            /** Format: date-time */
            createdAt: string;
            defaultCurrency: string;
            domains: string[];
            /**
             * Format: uuid
             * @description The id of a T: a UUIDv7, so ids sort by creation time. The type keeps a product's id out of a variant's place.
             */
            id: string;
            isolation: components["schemas"]["TenantIsolation"];
            name: string;
            slug: string;
            status: components["schemas"]["TenantStatus"];
            /** Format: date-time */
            updatedAt: string;
        };
        /**
         * @description Whether a tenant is open for business.
         * @enum {string}
         */
        TenantStatus: "active" | "suspended";
        /** @description How a parcel travels. */
        Tracking: {
            /** @description Who carries it. */
            carrier?: null | string;
            /** @description What the carrier calls it. */
            number?: null | string;
            /** @description Where it can be followed. */
            url?: null | string;
        };
        /** @description The key of an authenticator, shown once. */
        TwoFactorKey: {
            /** @description In base32, to be typed. */
            secret: string;
            /** @description The `otpauth:` address, to be shown as a QR code. */
            uri: string;
        };
        /**
         * @description What staff may change of a user.
         * @example {
         *       "name": "Grace",
         *       "roles": [
         *         "support",
         *         "orders"
         *       ],
         *       "disabled": false
         *     }
         */
        UserChange: {
            /** @description Whether the user may not act. */
            disabled?: boolean;
            /** @description The name. */
            name?: null | string;
            /** @description The roles, by name. */
            roles?: string[];
        };
        /**
         * @description What a user is to the tenant.
         * @enum {string}
         */
        UserKind: "customer" | "staff";
        /** @description A user as the API shows them: nothing of how they prove who they are. */
        UserView: {
            /**
             * Format: date-time
             * @description When the user came.
             */
            createdAt: string;
            /** @description Whether the user may not act. */
            disabled: boolean;
            /** @description The email address. */
            email: string;
            /** @description Whether the user proved that it is theirs. */
            emailVerified: boolean;
            /**
             * Format: uuid
             * @description The id.
             */
            id: string;
            /** @description Customer or staff. */
            kind: components["schemas"]["UserKind"];
            /**
             * Format: date-time
             * @description When the user last signed in.
             */
            lastSignInAt: null | string;
            /** @description The name. */
            name: null | string;
            /** @description The roles, by name; none for customers. */
            roles: string[];
            /** @description Whether a second factor is asked for. */
            twoFactor: boolean;
        };
        /** @description A variant as shoppers see it. */
        VariantDetail: {
            /**
             * Format: int32
             * @description Units that can be bought now; null when stock is not tracked.
             */
            available: null | number;
            /** @description GTIN, EAN, UPC or ISBN. */
            barcode: null | string;
            compareAtPrice: null | components["schemas"]["Money"];
            /**
             * Format: uuid
             * @description The id.
             */
            id: string;
            /** @description The value per option name. */
            options: {
                [key: string]: string;
            };
            /** @description The price. */
            price: components["schemas"]["Money"];
            /** @description The article number. */
            sku: null | string;
            /** @description The option values joined. */
            title: string;
            /**
             * Format: int32
             * @description The shipping weight.
             */
            weightGrams: null | number;
        };
        /** @description What staff say of a variant. */
        VariantInput: {
            /** @description GTIN, EAN, UPC or ISBN. */
            barcode?: null | string;
            compareAtPrice?: null | components["schemas"]["Money"];
            id?: null | components["schemas"]["IdOfVariant"];
            /** @description The value per option name. */
            options?: {
                [key: string]: string;
            };
            /** @description The price, in the tenant's currency. */
            price: components["schemas"]["Money"];
            /** @description Whether it has to be sent. */
            requiresShipping?: boolean;
            /** @description The merchant's own article number, unique within the tenant. */
            sku?: null | string;
            /**
             * Format: int32
             * @description Units in the warehouse. On creation null means that stock is not tracked; on update null leaves the stock alone.
             */
            stock?: null | number;
            /** @description Whether tax is charged on it. */
            taxable?: boolean;
            /** @description Made from the option values when missing. */
            title?: null | string;
            /** @description On update: false stops tracking stock, true starts it. Null leaves it as it is. */
            trackStock?: null | boolean;
            /**
             * Format: int32
             * @description The shipping weight in grams.
             */
            weightGrams?: null | number;
        };
        /** @description A variant as staff see it. Stock is null when it is not tracked. */
        VariantResponse: {
            /** Format: int32 */
            available: null | number;
            barcode: null | string;
            compareAtPrice: null | components["schemas"]["Money"];
            /**
             * Format: uuid
             * @description The id of a T: a UUIDv7, so ids sort by creation time. The type keeps a product's id out of a variant's place.
             */
            id: string;
            options: {
                [key: string]: string;
            };
            price: components["schemas"]["Money"];
            requiresShipping: boolean;
            /** Format: int32 */
            reserved: null | number;
            sku: null | string;
            /** Format: int32 */
            stock: null | number;
            taxable: boolean;
            title: string;
            /** Format: int32 */
            weightGrams: null | number;
        };
        /**
         * @description Why a promise is given up.
         * @example {
         *       "reason": "It cannot be delivered."
         *     }
         */
        VoidRequest: {
            /** @description For the record. */
            reason?: null | string;
        };
        /** @description One try to deliver. */
        WebhookAttempt: {
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /**
             * Format: int32
             * @description How long it took, in milliseconds.
             */
            durationMs: number;
            failure: null | components["schemas"]["WebhookFailure"];
            /**
             * Format: int32
             * @description The answer's HTTP status; null when there was none.
             */
            statusCode: null | number;
        };
        /** @description An event on its way to an endpoint, with everything that is known of it. */
        WebhookDeliveryResponse: {
            /** @description How it went, the last 50 times. */
            attempts: components["schemas"]["WebhookAttempt"][];
            /** @description What is sent. */
            body: components["schemas"]["JsonElement"];
            /**
             * Format: date-time
             * @description When it was queued first.
             */
            createdAt: string;
            /** @description The event's name and version. */
            eventType: string;
            /**
             * Format: date-time
             * @description When it was done with.
             */
            finishedAt: null | string;
            /**
             * Format: uuid
             * @description The event's id, which the receiver sees as `webhook-id`.
             */
            id: string;
            /**
             * Format: date-time
             * @description When it is tried next; while it is being sent, when another node may take it over.
             */
            nextAttemptAt: null | string;
            /**
             * Format: int64
             * @description Its place in the feed; 0 for a test.
             */
            sequence: number;
            /** @description Where it stands. */
            status: components["schemas"]["WebhookDeliveryStatus"];
            /**
             * Format: uuid
             * @description The endpoint.
             */
            webhookId: string;
        };
        /**
         * @description Where a delivery stands.
         * @enum {string}
         */
        WebhookDeliveryStatus: "pending" | "sending" | "succeeded" | "failed" | "canceled";
        /** @description An event on its way to an endpoint. */
        WebhookDeliverySummary: {
            /**
             * Format: date-time
             * @description When it was queued first.
             */
            createdAt: string;
            /** @description The event's name and version. */
            eventType: string;
            /**
             * Format: date-time
             * @description When it was done with.
             */
            finishedAt: null | string;
            /**
             * Format: uuid
             * @description The event's id, which the receiver sees as `webhook-id`.
             */
            id: string;
            lastAttempt: null | components["schemas"]["WebhookAttempt"];
            /**
             * Format: date-time
             * @description When it is tried next; while it is being sent, when another node may take it over.
             */
            nextAttemptAt: null | string;
            /**
             * Format: int64
             * @description Its place in the feed; 0 for a test.
             */
            sequence: number;
            /** @description Where it stands. */
            status: components["schemas"]["WebhookDeliveryStatus"];
            /**
             * Format: uuid
             * @description The endpoint.
             */
            webhookId: string;
        };
        /** @enum {string} */
        WebhookDisabledReason: "manual" | "gone" | "failing";
        /** @enum {string} */
        WebhookFailure: "status" | "timeout" | "address_refused" | "tls" | "unreachable" | "internal";
        /**
         * @description What staff say of an endpoint.
         * @example {
         *       "url": "https://erp.example.com/hooks/shop",
         *       "description": "ERP",
         *       "eventTypes": [
         *         "order.*"
         *       ],
         *       "enabled": true
         *     }
         */
        WebhookInput: {
            /** @description What it is for. */
            description?: null | string;
            /** @description Whether events are sent. */
            enabled?: boolean;
            /** @description Names of events, or beginnings of names such as `order.*`; empty means all. */
            eventTypes?: string[];
            /**
             * Format: uri
             * @description Where events are sent: an https address.
             */
            url: string;
        };
        /** @description What a replay came to. */
        WebhookReplay: {
            /**
             * Format: int64
             * @description The place in the feed up to which it went.
             */
            lastSequence: number;
            /** @description Whether there are more: go on from LastSequence. */
            more: boolean;
            /**
             * Format: int32
             * @description How many events will be sent.
             */
            queued: number;
        };
        /**
         * @description Which events are sent once more.
         * @example {
         *       "from": "2026-11-25T00:00:00Z",
         *       "includeDelivered": false
         *     }
         */
        WebhookReplayInput: {
            /**
             * Format: int64
             * @description Those after this place in the feed.
             */
            afterSequence?: null | number;
            /**
             * Format: date-time
             * @description Those that happened then or later.
             */
            from?: null | string;
            /** @description Also those that the endpoint has taken already. */
            includeDelivered?: boolean;
            /**
             * Format: date-time
             * @description Those that happened before; null for all up to now.
             */
            to?: null | string;
        };
        /** @description A webhook endpoint. */
        WebhookResponse: {
            /**
             * Format: date-time
             * @description When it was made.
             */
            createdAt: string;
            /** @description What it is for. */
            description: null | string;
            /**
             * Format: date-time
             * @description Since when it is disabled.
             */
            disabledAt: null | string;
            disabledReason: null | components["schemas"]["WebhookDisabledReason"];
            /** @description Whether events are sent. */
            enabled: boolean;
            /** @description Names of events, or beginnings such as `order.*`; empty means all. */
            eventTypes: string[];
            /**
             * Format: date-time
             * @description Since when nothing was delivered any more.
             */
            failingSince: null | string;
            /**
             * Format: date-time
             * @description Until when the secret before the last rotation signs, too.
             */
            formerUntil: null | string;
            /**
             * Format: uuid
             * @description The id.
             */
            id: string;
            /** @description The secret by which signatures are checked, in the answers that make it. */
            secret: null | string;
            /** @description The same as a word. */
            status: components["schemas"]["WebhookStatus"];
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updatedAt: string;
            /** @description Where events are sent. */
            url: string;
        };
        /**
         * @description Whether an endpoint is sent to.
         * @enum {string}
         */
        WebhookStatus: "active" | "disabled";
        /** @enum {string} */
        WorkOutcome: "succeeded" | "failed";
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getAccessSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessSettings"];
                };
            };
        };
    };
    updateAccessSettings: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same value when the call is repeated: it then runs once.
                 * @example 0b7f6a52-5f0c-4f6e-9d0e-1f1d3f6f2d4c
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccessSettings"];
                "application/merge-patch+json": components["schemas"]["AccessSettings"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessSettings"];
                };
            };
        };
    };
    getOverview: {
        parameters: {
            query?: {
                lowStock?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Overview"];
                };
            };
        };
    };
    getSales: {
        parameters: {
            query?: {
                from?: string;
                interval?: string;
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SalesReport"];
                };
            };
        };
    };
    listApiKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfApiKeyResponse"];
                };
            };
        };
    };
    createApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApiKeyInput"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyResponse"];
                };
            };
        };
    };
    getApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyResponse"];
                };
            };
        };
    };
    revokeApiKey: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same value when the call is repeated: it then runs once.
                 * @example 0b7f6a52-5f0c-4f6e-9d0e-1f1d3f6f2d4c
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    rotateApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": null | components["schemas"]["RotateRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyResponse"];
                };
            };
        };
    };
    listAuditEntries: {
        parameters: {
            query?: {
                action?: string;
                actor?: string;
                before?: string;
                cursor?: string;
                from?: string;
                limit?: number;
                requestId?: string;
                subject?: string;
                subjectId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfAuditEntryResponse"];
                };
            };
        };
    };
    listCategories: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfCategoryResponse"];
                };
            };
        };
    };
    createCategory: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same value when the call is repeated: it then runs once.
                 * @example 0b7f6a52-5f0c-4f6e-9d0e-1f1d3f6f2d4c
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CategoryInput"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CategoryResponse"];
                };
            };
        };
    };
    getCategory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CategoryResponse"];
                };
            };
        };
    };
    deleteCategory: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same value when the call is repeated: it then runs once.
                 * @example 0b7f6a52-5f0c-4f6e-9d0e-1f1d3f6f2d4c
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    updateCategory: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same value when the call is repeated: it then runs once.
                 * @example 0b7f6a52-5f0c-4f6e-9d0e-1f1d3f6f2d4c
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CategoryInput"];
                "application/merge-patch+json": components["schemas"]["CategoryInput"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CategoryResponse"];
                };
            };
        };
    };
    listCustomers: {
        parameters: {
            query?: {
                cursor?: string;
                email?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfCustomerView"];
                };
            };
        };
    };
    getCustomer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerView"];
                };
            };
        };
    };
    updateCustomer: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same value when the call is repeated: it then runs once.
                 * @example 0b7f6a52-5f0c-4f6e-9d0e-1f1d3f6f2d4c
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustomerInput"];
                "application/merge-patch+json": components["schemas"]["CustomerInput"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerView"];
                };
            };
        };
    };
    listEvents: {
        parameters: {
            query?: {
                after?: number;
                cursor?: string;
                limit?: number;
                type?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventPageResponse"];
                };
            };
        };
    };
    releaseEvent: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same value when the call is repeated: it then runs once.
                 * @example 0b7f6a52-5f0c-4f6e-9d0e-1f1d3f6f2d4c
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listParkedEvents: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfParkedEvent"];
                };
            };
        };
    };
    releaseMessage: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same value when the call is repeated: it then runs once.
                 * @example 0b7f6a52-5f0c-4f6e-9d0e-1f1d3f6f2d4c
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listParkedMessages: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfParkedMessage"];
                };
            };
        };
    };
    adjustInventory: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same value when the call is repeated: it then runs once.
                 * @example 0b7f6a52-5f0c-4f6e-9d0e-1f1d3f6f2d4c
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StockAdjustmentInput"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InventoryLevel"];
                };
            };
        };
    };
    getInventoryLevel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                variantId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InventoryLevel"];
                };
            };
        };
    };
    listStockMovements: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                variantId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfStockMovementResponse"];
                };
            };
        };
    };
    listJobs: {
        parameters: {
            query?: {
                cursor?: string;
                kind?: string;
                limit?: number;
                status?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfJobSummary"];
                };
            };
        };
    };
    getJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobResponse"];
                };
            };
        };
    };
    cancelJob: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same value when the call is repeated: it then runs once.
                 * @example 0b7f6a52-5f0c-4f6e-9d0e-1f1d3f6f2d4c
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobResponse"];
                };
            };
        };
    };
    listMedia: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfMediaResponse"];
                };
            };
        };
    };
    uploadMedia: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same value when the call is repeated: it then runs once.
                 * @example 0b7f6a52-5f0c-4f6e-9d0e-1f1d3f6f2d4c
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "image/avif": components["schemas"]["IFormFile"];
                "image/gif": components["schemas"]["IFormFile"];
                "image/jpeg": components["schemas"]["IFormFile"];
                "image/png": components["schemas"]["IFormFile"];
                "image/webp": components["schemas"]["IFormFile"];
                "multipart/form-data": components["schemas"]["IFormFile"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MediaResponse"];
                };
            };
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MediaResponse"];
                };
            };
        };
    };
    getMedia: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MediaResponse"];
                };
            };
        };
    };
    deleteMedia: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same value when the call is repeated: it then runs once.
                 * @example 0b7f6a52-5f0c-4f6e-9d0e-1f1d3f6f2d4c
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getOidc: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OidcView"];
                };
            };
        };
    };
    setOidc: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same value when the call is repeated: it then runs once.
                 * @example 0b7f6a52-5f0c-4f6e-9d0e-1f1d3f6f2d4c
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OidcInput"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OidcView"];
                };
            };
        };
    };
    deleteOidc: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same value when the call is repeated: it then runs once.
                 * @example 0b7f6a52-5f0c-4f6e-9d0e-1f1d3f6f2d4c
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listOrders: {
        parameters: {
            query?: {
                cursor?: string;
                customerId?: components["schemas"]["IdOfUser"];
                email?: string;
                fulfillmentStatus?: string;
                limit?: number;
                number?: number;
                paymentStatus?: string;
                placedBefore?: string;
                placedFrom?: string;
                status?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfOrderView"];
                };
            };
        };
    };
    getOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderView"];
                };
            };
        };
    };
    cancelOrder: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same value when the call is repeated: it then runs once.
                 * @example 0b7f6a52-5f0c-4f6e-9d0e-1f1d3f6f2d4c
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": null | components["schemas"]["CancelRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderView"];
                };
            };
        };
    };
    createFulfillment: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same value when the call is repeated: it then runs once.
                 * @example 0b7f6a52-5f0c-4f6e-9d0e-1f1d3f6f2d4c
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": null | components["schemas"]["FulfillmentInput"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderView"];
                };
            };
        };
    };
    createOrderNote: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same value when the call is repeated: it then runs once.
                 * @example 0b7f6a52-5f0c-4f6e-9d0e-1f1d3f6f2d4c
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NoteInput"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderView"];
                };
            };
        };
    };
    capturePayment: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same value when the call is repeated: it then runs once.
                 * @example 0b7f6a52-5f0c-4f6e-9d0e-1f1d3f6f2d4c
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                paymentId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": null | components["schemas"]["MoneyRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderView"];
                };
            };
        };
    };
    refundPayment: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same value when the call is repeated: it then runs once.
                 * @example 0b7f6a52-5f0c-4f6e-9d0e-1f1d3f6f2d4c
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                paymentId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": null | components["schemas"]["MoneyRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderView"];
                };
            };
        };
    };
    voidPayment: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same value when the call is repeated: it then runs once.
                 * @example 0b7f6a52-5f0c-4f6e-9d0e-1f1d3f6f2d4c
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                paymentId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": null | components["schemas"]["VoidRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderView"];
                };
            };
        };
    };
    listPaymentSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfPaymentSettingsView"];
                };
            };
        };
    };
    getPaymentSettings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentSettingsView"];
                };
            };
        };
    };
    setPaymentSettings: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same value when the call is repeated: it then runs once.
                 * @example 0b7f6a52-5f0c-4f6e-9d0e-1f1d3f6f2d4c
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PaymentSettingsInput"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentSettingsView"];
                };
            };
        };
    };
    removePaymentSettings: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same value when the call is repeated: it then runs once.
                 * @example 0b7f6a52-5f0c-4f6e-9d0e-1f1d3f6f2d4c
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listPermissions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfstring"];
                };
            };
        };
    };
    listProducts: {
        parameters: {
            query?: {
                category?: string;
                cursor?: string;
                facets?: boolean;
                inStock?: boolean;
                limit?: number;
                maxPrice?: number;
                minPrice?: number;
                q?: string;
                sort?: string;
                status?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductPage"];
                };
            };
        };
    };
    createProduct: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same value when the call is repeated: it then runs once.
                 * @example 0b7f6a52-5f0c-4f6e-9d0e-1f1d3f6f2d4c
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProductInput"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductResponse"];
                };
            };
        };
    };
    getProduct: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductResponse"];
                };
            };
        };
    };
    deleteProduct: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same value when the call is repeated: it then runs once.
                 * @example 0b7f6a52-5f0c-4f6e-9d0e-1f1d3f6f2d4c
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    updateProduct: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same value when the call is repeated: it then runs once.
                 * @example 0b7f6a52-5f0c-4f6e-9d0e-1f1d3f6f2d4c
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProductInput"];
                "application/merge-patch+json": components["schemas"]["ProductInput"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductResponse"];
                };
            };
        };
    };
    exportProducts: {
        parameters: {
            query?: {
                format?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    importProducts: {
        parameters: {
            query?: {
                dryRun?: boolean;
                format?: string;
            };
            header?: {
                /**
                 * @description The same value when the call is repeated: it then runs once.
                 * @example 0b7f6a52-5f0c-4f6e-9d0e-1f1d3f6f2d4c
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IFormFile"];
                "multipart/form-data": components["schemas"]["IFormFile"];
                "text/csv": components["schemas"]["IFormFile"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobResponse"];
                };
            };
        };
    };
    listRoles: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfRoleView"];
                };
            };
        };
    };
    createRole: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same value when the call is repeated: it then runs once.
                 * @example 0b7f6a52-5f0c-4f6e-9d0e-1f1d3f6f2d4c
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RoleInput"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoleView"];
                };
            };
        };
    };
    getRole: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoleView"];
                };
            };
        };
    };
    deleteRole: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same value when the call is repeated: it then runs once.
                 * @example 0b7f6a52-5f0c-4f6e-9d0e-1f1d3f6f2d4c
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    updateRole: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same value when the call is repeated: it then runs once.
                 * @example 0b7f6a52-5f0c-4f6e-9d0e-1f1d3f6f2d4c
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RoleInput"];
                "application/merge-patch+json": components["schemas"]["RoleInput"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoleView"];
                };
            };
        };
    };
    getShopSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShopView"];
                };
            };
        };
    };
    updateShopSettings: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same value when the call is repeated: it then runs once.
                 * @example 0b7f6a52-5f0c-4f6e-9d0e-1f1d3f6f2d4c
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ShopSettings"];
                "application/merge-patch+json": components["schemas"]["ShopSettings"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShopView"];
                };
            };
        };
    };
    listShippingMethods: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfShippingMethodResponse"];
                };
            };
        };
    };
    createShippingMethod: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same value when the call is repeated: it then runs once.
                 * @example 0b7f6a52-5f0c-4f6e-9d0e-1f1d3f6f2d4c
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ShippingMethodInput"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShippingMethodResponse"];
                };
            };
        };
    };
    getShippingMethod: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShippingMethodResponse"];
                };
            };
        };
    };
    deleteShippingMethod: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same value when the call is repeated: it then runs once.
                 * @example 0b7f6a52-5f0c-4f6e-9d0e-1f1d3f6f2d4c
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    updateShippingMethod: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same value when the call is repeated: it then runs once.
                 * @example 0b7f6a52-5f0c-4f6e-9d0e-1f1d3f6f2d4c
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ShippingMethodInput"];
                "application/merge-patch+json": components["schemas"]["ShippingMethodInput"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShippingMethodResponse"];
                };
            };
        };
    };
    listTaxRates: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfTaxRateResponse"];
                };
            };
        };
    };
    getTaxRate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                country: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaxRateResponse"];
                };
            };
        };
    };
    setTaxRate: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same value when the call is repeated: it then runs once.
                 * @example 0b7f6a52-5f0c-4f6e-9d0e-1f1d3f6f2d4c
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                country: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TaxRateInput"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaxRateResponse"];
                };
            };
        };
    };
    deleteTaxRate: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same value when the call is repeated: it then runs once.
                 * @example 0b7f6a52-5f0c-4f6e-9d0e-1f1d3f6f2d4c
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                country: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listUsers: {
        parameters: {
            query?: {
                cursor?: string;
                email?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfUserView"];
                };
            };
        };
    };
    createUser: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same value when the call is repeated: it then runs once.
                 * @example 0b7f6a52-5f0c-4f6e-9d0e-1f1d3f6f2d4c
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StaffRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserView"];
                };
            };
        };
    };
    getUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserView"];
                };
            };
        };
    };
    updateUser: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same value when the call is repeated: it then runs once.
                 * @example 0b7f6a52-5f0c-4f6e-9d0e-1f1d3f6f2d4c
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserChange"];
                "application/merge-patch+json": components["schemas"]["UserChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserView"];
                };
            };
        };
    };
    signOutUser: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same value when the call is repeated: it then runs once.
                 * @example 0b7f6a52-5f0c-4f6e-9d0e-1f1d3f6f2d4c
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    resetUserTwoFactor: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same value when the call is repeated: it then runs once.
                 * @example 0b7f6a52-5f0c-4f6e-9d0e-1f1d3f6f2d4c
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listWebhooks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfWebhookResponse"];
                };
            };
        };
    };
    createWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookInput"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookResponse"];
                };
            };
        };
    };
    getWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookResponse"];
                };
            };
        };
    };
    deleteWebhook: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same value when the call is repeated: it then runs once.
                 * @example 0b7f6a52-5f0c-4f6e-9d0e-1f1d3f6f2d4c
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    updateWebhook: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same value when the call is repeated: it then runs once.
                 * @example 0b7f6a52-5f0c-4f6e-9d0e-1f1d3f6f2d4c
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookInput"];
                "application/merge-patch+json": components["schemas"]["WebhookInput"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookResponse"];
                };
            };
        };
    };
    listWebhookDeliveries: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                status?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfWebhookDeliverySummary"];
                };
            };
        };
    };
    getWebhookDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                deliveryId: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDeliveryResponse"];
                };
            };
        };
    };
    replayWebhookDelivery: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same value when the call is repeated: it then runs once.
                 * @example 0b7f6a52-5f0c-4f6e-9d0e-1f1d3f6f2d4c
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                deliveryId: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDeliveryResponse"];
                };
            };
        };
    };
    replayWebhook: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same value when the call is repeated: it then runs once.
                 * @example 0b7f6a52-5f0c-4f6e-9d0e-1f1d3f6f2d4c
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookReplayInput"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookReplay"];
                };
            };
        };
    };
    rotateWebhookSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": null | components["schemas"]["RotateRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookResponse"];
                };
            };
        };
    };
    testWebhook: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same value when the call is repeated: it then runs once.
                 * @example 0b7f6a52-5f0c-4f6e-9d0e-1f1d3f6f2d4c
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDeliveryResponse"];
                };
            };
        };
    };
    changeEmail: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EmailChangeInput"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    resendVerification: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    verifyEmail: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EmailVerifyRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserView"];
                };
            };
        };
    };
    login: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInInput"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
        };
    };
    logout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeResponse"];
                };
            };
        };
    };
    completeOidc: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OidcCompletion"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
        };
    };
    startOidc: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OidcStartInput"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OidcStart"];
                };
            };
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordChangeRequest"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    forgotPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ForgotPasswordInput"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    resetPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordResetRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserView"];
                };
            };
        };
    };
    refresh: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefreshRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
        };
    };
    register: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RegistrationInput"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RegisterResponse"];
                };
            };
        };
    };
    listSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfSessionResponse"];
                };
            };
        };
    };
    endSession: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same value when the call is repeated: it then runs once.
                 * @example 0b7f6a52-5f0c-4f6e-9d0e-1f1d3f6f2d4c
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    disableTwoFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordRequest"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    enableTwoFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CodeRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryCodesResponse"];
                };
            };
        };
    };
    renewRecoveryCodes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryCodesResponse"];
                };
            };
        };
    };
    setUpTwoFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TwoFactorKey"];
                };
            };
        };
    };
    listPlatformAuditEntries: {
        parameters: {
            query?: {
                action?: string;
                actor?: string;
                before?: string;
                cursor?: string;
                from?: string;
                limit?: number;
                requestId?: string;
                subject?: string;
                subjectId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfAuditEntryResponse"];
                };
            };
        };
    };
    changeOperatorEmail: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EmailChangeInput"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    resendOperatorVerification: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    verifyOperatorEmail: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EmailVerifyRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserView"];
                };
            };
        };
    };
    loginOperator: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInInput"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
        };
    };
    logoutOperator: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getOperatorMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeResponse"];
                };
            };
        };
    };
    changeOperatorPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordChangeRequest"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    forgotOperatorPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ForgotPasswordInput"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    resetOperatorPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordResetRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserView"];
                };
            };
        };
    };
    refreshOperator: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefreshRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
        };
    };
    listOperatorSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfSessionResponse"];
                };
            };
        };
    };
    endOperatorSession: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same value when the call is repeated: it then runs once.
                 * @example 0b7f6a52-5f0c-4f6e-9d0e-1f1d3f6f2d4c
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    disableOperatorTwoFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordRequest"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    enableOperatorTwoFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CodeRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryCodesResponse"];
                };
            };
        };
    };
    renewOperatorRecoveryCodes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryCodesResponse"];
                };
            };
        };
    };
    setUpOperatorTwoFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TwoFactorKey"];
                };
            };
        };
    };
    listPlatformEvents: {
        parameters: {
            query?: {
                after?: number;
                cursor?: string;
                limit?: number;
                type?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventPageResponse"];
                };
            };
        };
    };
    listOperators: {
        parameters: {
            query?: {
                cursor?: string;
                email?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfUserView"];
                };
            };
        };
    };
    createOperator: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same value when the call is repeated: it then runs once.
                 * @example 0b7f6a52-5f0c-4f6e-9d0e-1f1d3f6f2d4c
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StaffRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserView"];
                };
            };
        };
    };
    getOperator: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserView"];
                };
            };
        };
    };
    updateOperator: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same value when the call is repeated: it then runs once.
                 * @example 0b7f6a52-5f0c-4f6e-9d0e-1f1d3f6f2d4c
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserChange"];
                "application/merge-patch+json": components["schemas"]["UserChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserView"];
                };
            };
        };
    };
    signOutOperator: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same value when the call is repeated: it then runs once.
                 * @example 0b7f6a52-5f0c-4f6e-9d0e-1f1d3f6f2d4c
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    resetOperatorTwoFactor: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same value when the call is repeated: it then runs once.
                 * @example 0b7f6a52-5f0c-4f6e-9d0e-1f1d3f6f2d4c
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listSchedules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfScheduleState"];
                };
            };
        };
    };
    runSchedule: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same value when the call is repeated: it then runs once.
                 * @example 0b7f6a52-5f0c-4f6e-9d0e-1f1d3f6f2d4c
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduleState"];
                };
            };
        };
    };
    rotateSigningKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": null | components["schemas"]["SigningKeyRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SigningKeyResponse"];
                };
            };
        };
    };
    listTenants: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfTenantResponse"];
                };
            };
        };
    };
    createTenant: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same value when the call is repeated: it then runs once.
                 * @example 0b7f6a52-5f0c-4f6e-9d0e-1f1d3f6f2d4c
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TenantInput"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TenantResponse"];
                };
            };
        };
    };
    getTenant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TenantResponse"];
                };
            };
        };
    };
    deleteTenant: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same value when the call is repeated: it then runs once.
                 * @example 0b7f6a52-5f0c-4f6e-9d0e-1f1d3f6f2d4c
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    updateTenant: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same value when the call is repeated: it then runs once.
                 * @example 0b7f6a52-5f0c-4f6e-9d0e-1f1d3f6f2d4c
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TenantInput"];
                "application/merge-patch+json": components["schemas"]["TenantInput"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TenantResponse"];
                };
            };
        };
    };
    resumeTenant: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same value when the call is repeated: it then runs once.
                 * @example 0b7f6a52-5f0c-4f6e-9d0e-1f1d3f6f2d4c
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TenantResponse"];
                };
            };
        };
    };
    suspendTenant: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same value when the call is repeated: it then runs once.
                 * @example 0b7f6a52-5f0c-4f6e-9d0e-1f1d3f6f2d4c
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TenantResponse"];
                };
            };
        };
    };
    createCart: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same value when the call is repeated: it then runs once.
                 * @example 0b7f6a52-5f0c-4f6e-9d0e-1f1d3f6f2d4c
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": null | components["schemas"]["CartCreateRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PricedCart"];
                };
            };
        };
    };
    getCart: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PricedCart"];
                };
            };
        };
    };
    updateCart: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same value when the call is repeated: it then runs once.
                 * @example 0b7f6a52-5f0c-4f6e-9d0e-1f1d3f6f2d4c
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CartDetailsInput"];
                "application/merge-patch+json": components["schemas"]["CartDetailsInput"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PricedCart"];
                };
            };
        };
    };
    claimCart: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same value when the call is repeated: it then runs once.
                 * @example 0b7f6a52-5f0c-4f6e-9d0e-1f1d3f6f2d4c
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PricedCart"];
                };
            };
        };
    };
    completeCart: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same value when the call is repeated: it then runs once.
                 * @example 0b7f6a52-5f0c-4f6e-9d0e-1f1d3f6f2d4c
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CompleteRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderView"];
                };
            };
        };
    };
    addCartLine: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same value when the call is repeated: it then runs once.
                 * @example 0b7f6a52-5f0c-4f6e-9d0e-1f1d3f6f2d4c
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CartLineInput"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PricedCart"];
                };
            };
        };
    };
    removeCartLine: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same value when the call is repeated: it then runs once.
                 * @example 0b7f6a52-5f0c-4f6e-9d0e-1f1d3f6f2d4c
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                lineId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PricedCart"];
                };
            };
        };
    };
    updateCartLine: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same value when the call is repeated: it then runs once.
                 * @example 0b7f6a52-5f0c-4f6e-9d0e-1f1d3f6f2d4c
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                lineId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CartQuantityRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PricedCart"];
                };
            };
        };
    };
    listCartShippingMethods: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfShippingQuote"];
                };
            };
        };
    };
    listStoreCategories: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfCategoryNode"];
                };
            };
        };
    };
    getStoreCategory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CategoryNode"];
                };
            };
        };
    };
    getOwnCustomer: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerView"];
                };
            };
        };
    };
    updateOwnCustomer: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same value when the call is repeated: it then runs once.
                 * @example 0b7f6a52-5f0c-4f6e-9d0e-1f1d3f6f2d4c
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProfileInput"];
                "application/merge-patch+json": components["schemas"]["ProfileInput"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerView"];
                };
            };
        };
    };
    listOwnAddresses: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfSavedAddress"];
                };
            };
        };
    };
    addOwnAddress: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same value when the call is repeated: it then runs once.
                 * @example 0b7f6a52-5f0c-4f6e-9d0e-1f1d3f6f2d4c
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Address"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedAddress"];
                };
            };
        };
    };
    getOwnAddress: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedAddress"];
                };
            };
        };
    };
    deleteOwnAddress: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same value when the call is repeated: it then runs once.
                 * @example 0b7f6a52-5f0c-4f6e-9d0e-1f1d3f6f2d4c
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    updateOwnAddress: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same value when the call is repeated: it then runs once.
                 * @example 0b7f6a52-5f0c-4f6e-9d0e-1f1d3f6f2d4c
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Address"];
                "application/merge-patch+json": components["schemas"]["Address"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedAddress"];
                };
            };
        };
    };
    getOwnCart: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PricedCart"];
                };
            };
        };
    };
    listOwnOrders: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfOrderView"];
                };
            };
        };
    };
    getStoreOrder: {
        parameters: {
            query?: never;
            header?: {
                "X-Order-Token"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderView"];
                };
            };
        };
    };
    cancelOwnOrder: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same value when the call is repeated: it then runs once.
                 * @example 0b7f6a52-5f0c-4f6e-9d0e-1f1d3f6f2d4c
                 */
                "Idempotency-Key"?: string;
                "X-Order-Token"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderView"];
                };
            };
        };
    };
    claimOrder: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same value when the call is repeated: it then runs once.
                 * @example 0b7f6a52-5f0c-4f6e-9d0e-1f1d3f6f2d4c
                 */
                "Idempotency-Key"?: string;
                "X-Order-Token"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderView"];
                };
            };
        };
    };
    payOrder: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same value when the call is repeated: it then runs once.
                 * @example 0b7f6a52-5f0c-4f6e-9d0e-1f1d3f6f2d4c
                 */
                "Idempotency-Key"?: string;
                "X-Order-Token"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PayRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderView"];
                };
            };
        };
    };
    syncPayment: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same value when the call is repeated: it then runs once.
                 * @example 0b7f6a52-5f0c-4f6e-9d0e-1f1d3f6f2d4c
                 */
                "Idempotency-Key"?: string;
                "X-Order-Token"?: string;
            };
            path: {
                id: string;
                paymentId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderView"];
                };
            };
        };
    };
    listPaymentProviders: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfPaymentProviderInfo"];
                };
            };
        };
    };
    listStoreProducts: {
        parameters: {
            query?: {
                category?: string;
                cursor?: string;
                facets?: boolean;
                inStock?: boolean;
                limit?: number;
                maxPrice?: number;
                minPrice?: number;
                q?: string;
                sort?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductPage"];
                };
            };
        };
    };
    getStoreProduct: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                idOrSlug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductDetail"];
                };
            };
        };
    };
    suggestSearch: {
        parameters: {
            query?: {
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuggestionList"];
                };
            };
        };
    };
    getStoreSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShopView"];
                };
            };
        };
    };
    receiveWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                provider: string;
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}
