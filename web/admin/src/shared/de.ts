import type { Translation } from '@sharpcommerce/ui';
import type { en } from './en';

export const de: Translation<typeof en> = {
  nothing: 'Hier ist nichts',
  nothingText: 'Nichts passt zu dem, was Sie suchen.',
  selected: '{count} ausgewählt',
  unselect: 'Auswahl aufheben',
  selectAll: 'Alle auswählen',
  selectOne: '{name} auswählen',
  more: 'Mehr laden',
  order: { pending_payment: 'Wartet auf Zahlung', confirmed: 'Bestätigt', completed: 'Abgeschlossen', canceled: 'Storniert' },
  payment: {
    pending: 'Wird bestätigt',
    requires_action: 'Wartet auf den Kunden',
    authorized: 'Zugesagt',
    paid: 'Bezahlt',
    partially_paid: 'Teilweise bezahlt',
    partially_refunded: 'Teilweise erstattet',
    refunded: 'Erstattet',
    voided: 'Aufgehoben',
    failed: 'Fehlgeschlagen',
  },
  fulfillment: {
    unfulfilled: 'Zu versenden',
    partially_fulfilled: 'Teilweise versendet',
    fulfilled: 'Versendet',
    returned: 'Zurückgekommen',
  },
  product: { draft: 'Entwurf', published: 'Veröffentlicht', archived: 'Archiviert' },
  job: { queued: 'Wartet', running: 'Läuft', succeeded: 'Fertig', failed: 'Fehlgeschlagen', canceled: 'Abgebrochen' },
};
