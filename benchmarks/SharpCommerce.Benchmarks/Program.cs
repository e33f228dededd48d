Console.WriteLine("SharpCommerce");
