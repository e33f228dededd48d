using System.Globalization;
using SharpCommerce.Server;

// What is sold must not depend on where the server stands.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;

return await Commands.RunAsync(args);
