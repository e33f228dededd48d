export function ShippingPage() {
  return null;
}
