export function TaxesPage() {
  return null;
}
