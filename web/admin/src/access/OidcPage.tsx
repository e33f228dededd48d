export function OidcPage() {
  return null;
}
