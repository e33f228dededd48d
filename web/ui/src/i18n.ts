import { setupI18n } from '@lingui/core';
import { compileMessage } from '@lingui/message-utils/compileMessage';
import { useCallback, useSyncExternalStore } from 'react';
import { en as ui } from './messages/en';

/** The same keys with any words: what a translation must have. */
export type Translation<T> = { [K in keyof T]: T[K] extends string ? string : Translation<T[K]> };

/** The words of an app by namespace. Apps add theirs by declaration merging, so that a key that does not exist is an error of types. */
export interface Messages {
  ui: typeof ui;
}

type Keys<T> = { [K in keyof T & string]: T[K] extends string ? K : `${K}.${Keys<T[K]>}` }[keyof T & string];
export type Namespace = keyof Messages & string;
export type MessageKey<N extends Namespace> = Keys<Messages[N]>;
type Values = Record<string, string | number>;

/** The languages of the apps, by BCP 47 tag. */
export const LANGUAGES = { en: 'English', de: 'Deutsch' } as const;
export type Language = keyof typeof LANGUAGES;

type Bundle = Record<string, object>;

const KEY = 'sharpcommerce.language';
// Messages are in ICU's MessageFormat: "{count, plural, one {# item} other {# items}}".
const i18n = setupI18n({ missing: (_, id) => catalogs.en[id] ?? id }).setMessagesCompiler(compileMessage);
const catalogs: Partial<Record<Language, Record<string, string>>> & { en: Record<string, string> } = { en: {} };
let load: (language: Exclude<Language, 'en'>) => Promise<Bundle> = async () => ({});

function flatten(words: object, prefix: string, into: Record<string, string>): Record<string, string> {
  for (const [key, value] of Object.entries(words)) {
    if (typeof value === 'string') into[prefix + key] = value;
    else flatten(value as object, `${prefix}${key}.`, into);
  }
  return into;
}

function supported(tag: string | null | undefined): Language | undefined {
  const language = tag?.toLowerCase().split('-')[0];
  return language !== undefined && language in LANGUAGES ? (language as Language) : undefined;
}

/** The language somebody chose, else the first of their browser's that there is. */
export function preferredLanguage(): Language | undefined {
  let kept: string | null = null;
  try {
    kept = localStorage.getItem(KEY);
  } catch {
    // No storage: nothing was chosen.
  }
  return supported(kept) ?? navigator.languages.map(supported).find(language => language !== undefined);
}

/**
 * Starts the translations of an app. English is in its first script, because what is missing falls back to it; others are loaded when they are wanted.
 * @param english The app's words, by namespace; `ui` is added.
 * @param others Loads those of another language.
 */
export async function startTranslations(
  english: Bundle,
  others: (language: Exclude<Language, 'en'>) => Promise<Bundle>,
): Promise<void> {
  load = others;
  catalogs.en = flatten({ ui, ...english }, '', {});
  i18n.load('en', catalogs.en);
  await show(preferredLanguage() ?? 'en');
}

async function show(language: Language): Promise<void> {
  if (language !== 'en' && catalogs[language] === undefined) {
    const [own, app] = await Promise.all([import('./messages/de'), load(language)]);
    catalogs[language] = flatten({ ui: own.de, ...app }, '', {});
    i18n.load(language, catalogs[language]);
  }
  i18n.activate(language);
  document.documentElement.lang = language;
}

/** The language that is shown. */
export function currentLanguage(): Language {
  return i18n.locale as Language;
}

/** Shows another language, and remembers that somebody chose it. */
export async function setLanguage(language: Language): Promise<void> {
  localStorage.setItem(KEY, language);
  await show(language);
}

/** Shows a shop's own language to whoever has chosen none and whose browser names none that there is. */
export async function suggestLanguage(tag: string): Promise<void> {
  const language = supported(tag);
  if (language && !preferredLanguage()) await show(language);
}

/** A message outside of a component. */
export function text<N extends Namespace>(namespace: N, key: MessageKey<N>, values?: Values): string {
  return i18n._(`${namespace}.${key}`, values);
}

/** Whether there is such a message, for keys that are made of codes. */
export function hasText(namespace: Namespace, key: string): boolean {
  return `${namespace}.${key}` in catalogs.en;
}

const subscribe = (listener: () => void) => i18n.on('change', listener);

/** The messages of a namespace in the language that is shown. */
export function useTranslation<N extends Namespace>(namespace: N) {
  const language = useSyncExternalStore(subscribe, currentLanguage);
  const t = useCallback(
    (key: MessageKey<N>, values?: Values) => {
      // Made anew for each language, so that whoever depends on `t` shows the new words.
      void language;
      return text(namespace, key, values);
    },
    [namespace, language],
  );
  return { t, language };
}
