export function ShopSettingsPage() {
  return null;
}
