import type { Translation } from '@sharpcommerce/ui';
import type { en } from './en';

export const de: Translation<typeof en> = {
  skip: 'Zum Inhalt',
  menu: 'Menü',
  home: 'Startseite',
  account: 'Konto',
  signIn: 'Anmelden',
  cart: 'Warenkorb',
  cartWith: 'Warenkorb, {count} Artikel',
  all: 'Alle Produkte',
  track: 'Bestellung verfolgen',
  help: 'Hilfe',
  contact: 'Schreiben Sie uns',
  legal: 'Rechtliches',
  shopBy: 'Sortiment',
  chooseTitle: 'Welcher Shop?',
  chooseText: 'Jeder Shop hat seine eigene Adresse. Hier können Sie einen nennen.',
  chooseLabel: 'Name des Shops',
  chooseOpen: 'Öffnen',
  closedTitle: 'Dieser Shop ist geschlossen',
  closedText: 'Bitte kommen Sie später wieder.',
  unknownTitle: 'Diesen Shop gibt es nicht',
};
