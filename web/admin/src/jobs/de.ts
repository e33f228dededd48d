import type { Translation } from '@sharpcommerce/ui';
import type { en } from './en';

export const de: Translation<typeof en> = {
  importTitle: 'Import und Export',
  former: 'Frühere Importe',
  import: 'Produkte importieren',
  importText:
    'Ein Produkt wird an seinem Handle erkannt: ein bekanntes wird geändert, ein unbekanntes angelegt, und keines entfernt.',
  dryRun: 'Nur ausprobieren',
  dryRunHint: 'Alles wird geprüft und nichts geändert.',
  chooseFile: 'Datei wählen',
  fileHint: 'CSV, wie Shopify sie ausgibt, oder unser eigenes JSON',
  export: 'Produkte exportieren',
  exportText: 'Alle, auch Entwürfe und archivierte. Die Datei kann wieder importiert werden.',
  format: 'Format',
  csv: 'CSV, wie Shopify sie liest',
  json: 'JSON, vollständig',
  download: 'Herunterladen',
  progress: 'Fortschritt',
  callOff: 'Abbrechen',
  created: 'Angelegt',
  updated: 'Geändert',
  unchanged: 'Unverändert',
  failed: 'Mit Fehlern',
  rowErrors: '{count, plural, one {# Zeile mit Fehler} other {# Zeilen mit Fehlern}}',
  row: 'Zeile',
  field: 'Spalte',
  fault: 'Fehler',
  warnings: '{count, plural, one {# Hinweis} other {# Hinweise}}',
  begun: 'Begonnen',
  state: 'Zustand',
  run: 'Import',
};
