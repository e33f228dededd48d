using System.Globalization;
using SharpCommerce.Benchmarks;
using SharpCommerce.Benchmarks.Baseline;

return args switch
{
    ["self-check"] => await SelfCheck.RunAsync(),
    ["plain", var port, var file] => await PlainServer.RunAsync(int.Parse(port, CultureInfo.InvariantCulture), file),
    ["baseline", var port, var connectionString] => await BaselineServer.RunAsync(int.Parse(port, CultureInfo.InvariantCulture), connectionString),
    ["run", var clusterUrl, _, "login-flood"] => await Run.RunLoginFloodAsync(clusterUrl),
    ["run", var clusterUrl, var postmasterId, .. var options] => await Run.RunAsync(clusterUrl, int.Parse(postmasterId, CultureInfo.InvariantCulture), options),
    _ => Run.Misunderstood(),
};
