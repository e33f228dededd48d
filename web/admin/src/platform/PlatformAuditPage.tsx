export function PlatformAuditPage() {
  return null;
}
