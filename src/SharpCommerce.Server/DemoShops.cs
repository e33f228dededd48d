using SharpCommerce.Storefront;

namespace SharpCommerce.Server;

/// <summary>What the demo shops sell. Prices in minor units; the first picture is the one in lists.</summary>
internal sealed record DemoProduct(string Title, string Category, string Description, long Price, int Stock)
{
    internal (string Name, string[] Values)[] Options { get; init; } = [];

    /// <summary>What each value of the first option costs, where that differs.</summary>
    internal long[] Prices { get; init; } = [];

    /// <summary>The price before a reduction.</summary>
    internal long? Was { get; init; }

    /// <summary>Files in <c>Demo</c>, and what they show.</summary>
    internal (string File, string Alt)[] Pictures { get; init; } = [];
}

/// <summary>A demo shop.</summary>
internal sealed record DemoShop(string Slug, string Name, string Currency, string Country, ShopColors Colors, DemoProduct[] Products);

/// <summary>The two demo shops. What is new comes last in its list: the last product tells that a start got through.</summary>
internal static class DemoShops
{
    private static readonly string[] Shoes = ["39", "40", "41", "42", "43"];
    private static readonly string[] Sizes = ["S", "M", "L", "XL"];

    internal static readonly DemoShop[] All =
    [
        new("aurora", "Aurora Outfitters", "EUR", "DE", new() { Primary = "#1f4e4a", Accent = "#c4623a" },
        [
            new("Canvas Sneakers", "Shoes", "<p>Light sneakers of organic cotton, with a sole of natural rubber.</p>", 5900, 12)
            {
                Options = [("Size", Shoes)],
                Pictures = [("canvas-sneakers", "Canvas sneakers in chalk white, seen from the side"), ("canvas-sneakers-ink", "The same sneakers in ink blue")],
            },
            new("Trail Runners", "Shoes", "<p>Grip for wet stone and soft ground.</p>", 11900, 6)
            {
                Options = [("Size", ["40", "41", "42", "43"])],
                Pictures = [("trail-runners", "Moss green running shoes with a deep tread"), ("trail-runners-clay", "The same shoes in clay red")],
            },
            new("Merino Sweater", "Knitwear", "<p>Warm, light and never scratchy.</p>", 8900, 8)
            {
                Options = [("Size", Sizes)],
                Pictures = [("merino-sweater", "A blue knitted sweater"), ("merino-sweater-oat", "The same sweater in oat")],
            },
            new("Linen Shirt", "Shirts", "<p>Washed linen that gets softer every summer.</p>", 6900, 10) { Options = [("Size", ["S", "M", "L"])], Pictures = [("linen-shirt", "A pale shirt with a breast pocket")] },
            new("Rain Jacket", "Jackets", "<p>Three layers, sealed seams, a hood that turns with you.</p>", 14900, 5)
            {
                Options = [("Color", ["Slate", "Moss"])],
                Pictures = [("rain-jacket-slate", "A slate gray rain jacket with a hood"), ("rain-jacket-moss", "The same jacket in moss green")],
            },
            new("Wool Beanie", "Knitwear", "<p>Ribbed lambswool.</p>", 2400, 40) { Pictures = [("wool-beanie", "A rust red ribbed beanie with a leather label")] },
            new("Leather Boots", "Shoes", "<p>Full-grain leather, stitched through the welt, so that a cobbler can give them a second life and a third.</p><p>Wear them in for a week; they will fit for years.</p>", 18900, 4)
            {
                Options = [("Size", Shoes)],
                Pictures = [("leather-boots", "Brown leather boots with pale laces")],
            },
            new("Roll-top Backpack", "Bags", "<p>Twenty-four liters of waxed canvas that roll down to eighteen. Two buckles, one pocket, no zip to break.</p>", 12900, 7)
            {
                Options = [("Color", ["Moss", "Sand"])],
                Pictures = [("roll-top-backpack", "A moss green backpack with leather straps"), ("roll-top-backpack-sand", "The same backpack in sand")],
            },
            new("Canvas Tote", "Bags", "<p>Heavy cotton for bread, books and the rest of a Saturday.</p>", 2900, 30) { Pictures = [("canvas-tote", "A natural canvas bag with a mountain printed on it")] },
            new("Highland Scarf", "Accessories", "<p>Two meters of lambswool, woven in a mill that has done nothing else since 1872.</p>", 5400, 14) { Was = 6800, Pictures = [("highland-scarf", "A folded green scarf with mustard stripes")] },
            new("Down Vest", "Jackets", "<p>Recycled down, quilted narrow so that it stays where it belongs. Packs into its own pocket.</p>", 13900, 5)
            {
                Was = 16900,
                Options = [("Size", Sizes)],
                Pictures = [("down-vest", "A quilted mustard yellow vest")],
            },
            new("Heavy Tee", "Shirts", "<p>Two hundred and forty grams of combed cotton: cut straight, washed once, made to be worn out.</p>", 3500, 18)
            {
                Options = [("Color", ["Chalk", "Ink"]), ("Size", Sizes)],
                Pictures = [("heavy-tee", "A white T-shirt"), ("heavy-tee-ink", "The same T-shirt in ink blue")],
            },
            new("Fisherman Cardigan", "Knitwear", "<p>Thick ribs against the wind from the sea, and buttons that cold hands can close.</p>", 15900, 3) { Options = [("Size", ["S", "M", "L"])], Pictures = [("fisherman-cardigan", "A brown cardigan with horn buttons")] },
            new("Steel Bottle", "Accessories", "<p>Keeps tea hot from breakfast to the summit. Half a liter.</p>", 3200, 25) { Pictures = [("steel-bottle", "A dark green steel bottle with a loop on its lid")] },
            new("Wool Socks", "Accessories", "<p>Cushioned where you step, thin where the boot is tight.</p>", 1800, 60) { Options = [("Size", ["36-39", "40-43", "44-47"])], Pictures = [("wool-socks", "A pair of gray ribbed socks with red toes")] },
            new("Waxed Cap", "Accessories", "<p>Sheds rain, gains character.</p>", 4400, 0) { Pictures = [("waxed-cap", "An olive cap with a small label")] },
        ]),
        new("borealis", "Borealis Coffee", "USD", "US", new() { Primary = "#6e2f26", Accent = "#c98a3a" },
        [
            new("Hand Grinder", "Coffee", "<p>Steel burrs, forty settings, folds into a rucksack.</p>", 7900, 15) { Pictures = [("hand-grinder", "A steel hand grinder with a wooden catch")] },
            new("House Espresso", "Coffee", "<p>Chocolate and cherry; roasted on Tuesdays.</p>", 1450, 60) { Options = [("Weight", ["250 g", "1 kg"])], Prices = [1450, 4900], Pictures = [("house-espresso", "A dark red bag of coffee")] },
            new("Pour-over Kettle", "Kettles", "<p>A neck that pours where you point it.</p>", 6400, 9)
            {
                Options = [("Color", ["Black", "Steel"])],
                Pictures = [("pour-over-kettle-black", "A black kettle with a long curved spout"), ("pour-over-kettle-steel", "The same kettle in steel")],
            },
            new("Stoneware Mug", "Tableware", "<p>Thrown by hand, no two alike.</p>", 2200, 24)
            {
                Options = [("Glaze", ["Sand", "Sea", "Night"])],
                Pictures = [("stoneware-mug-sand", "A sand colored mug of coffee"), ("stoneware-mug-sea", "The same mug in sea blue"), ("stoneware-mug-night", "The same mug in night blue")],
            },
            new("Filter Papers", "Coffee", "<p>One hundred, unbleached.</p>", 690, 200) { Pictures = [("filter-papers", "A stack of brown filter papers")] },
            new("Ceramic Dripper", "Brewing", "<p>Thick walls that hold the heat, ridges that let the water go.</p>", 2900, 16)
            {
                Options = [("Color", ["White", "Charcoal"])],
                Pictures = [("ceramic-dripper-white", "A white dripper on a glass"), ("ceramic-dripper-charcoal", "The same dripper in charcoal")],
            },
            new("Glass Server", "Brewing", "<p>Heat-proof glass for four cups, with a collar of walnut.</p>", 3600, 11) { Pictures = [("glass-server", "A round glass jug half full of coffee")] },
            new("Press Pot", "Brewing", "<p>One liter, four minutes, no paper.</p>", 4200, 8) { Was = 5200, Pictures = [("press-pot", "A press pot of glass and steel")] },
            new("Moka Pot", "Brewing", "<p>What every kitchen in Naples has on the stove.</p>", 3400, 13) { Options = [("Size", ["3 cups", "6 cups"])], Prices = [3400, 4400], Pictures = [("moka-pot", "An eight-sided aluminum pot with a black handle")] },
            new("Brew Scale", "Brewing", "<p>A tenth of a gram, a timer that starts with the first drop.</p>", 8900, 4) { Pictures = [("brew-scale", "A black scale with a cup of beans on it")] },
            new("Espresso Cups", "Tableware", "<p>Two cups, two saucers, eighty milliliters.</p>", 3800, 10)
            {
                Options = [("Glaze", ["Cream", "Fern"])],
                Pictures = [("espresso-cups", "Two cream colored espresso cups on saucers"), ("espresso-cups-fern", "The same cups in fern green")],
            },
            new("Single Origin Guji", "Coffee", "<p>Washed nowhere, dried on raised beds: blueberry, jasmine, and a long finish.</p>", 1900, 40) { Options = [("Weight", ["250 g", "1 kg"])], Prices = [1900, 6400], Pictures = [("single-origin-guji", "A green bag of coffee")] },
            new("Decaf Sugarcane", "Coffee", "<p>All of the caramel, none of the night.</p>", 1650, 35) { Options = [("Weight", ["250 g", "1 kg"])], Prices = [1650, 5600], Pictures = [("decaf-sugarcane", "An amber bag of coffee")] },
            new("Oak Tamper", "Brewing", "<p>Fifty-eight millimeters of steel under a handle that was turned by hand.</p>", 4900, 2) { Pictures = [("oak-tamper", "A tamper with an oak handle")] },
            new("Coffee Canister", "Tableware", "<p>Closes tight, opens with one hand, and keeps four hundred grams as they came.</p>", 3300, 0) { Pictures = [("coffee-canister", "A blue canister with a brass lid")] },
        ]),
    ];
}
