import type { Translation } from '@sharpcommerce/ui';
import type { en } from './en';

export const de: Translation<typeof en> = {
  audit: 'Protokoll',
  text: 'Alles, was das Team geändert hat. Einträge lassen sich weder ändern noch entfernen.',
  none: 'Keine Einträge',
  noneText: 'Nichts passt zu dem, was Sie suchen.',
  actor: 'Wer',
  action: 'Vorgang',
  subjectId: 'Kennung des Geänderten',
  since: 'Seit',
  show: 'Zeigen',
  more: 'Mehr laden',
  number: 'Eintrag {number}',
  request: 'Aufruf {id}',
  member: 'Feld',
  before: 'Vorher',
  after: 'Nachher',
};
