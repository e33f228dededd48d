using SharpCommerce.Benchmarks;

if (args is ["self-check"])
{
    return await SelfCheck.RunAsync();
}

Console.WriteLine("SharpCommerce");
return 0;
